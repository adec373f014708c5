import { notImplemented } from '../operation.ts'
import { defineService, type Service } from '../service.ts'
import { cloudtrailConstraints } from './constraints.ts'
import { cloudtrailModel } from './model.generated.ts'
import type { EventHistory } from '../../history/event-history.ts'
import { cloudTrailFaults } from './errors.ts'
import type { TrailTargets } from './trail-settings.ts'
import { tagsOfArn } from './on-trail.ts'
import { addTags } from './operations/add-tags.ts'
import { createTrail } from './operations/create-trail.ts'
import { deleteTrail } from './operations/delete-trail.ts'
import { describeTrails } from './operations/describe-trails.ts'
import { getEventSelectors } from './operations/get-event-selectors.ts'
import { getInsightSelectors } from './operations/get-insight-selectors.ts'
import { getTrail } from './operations/get-trail.ts'
import { getTrailStatus } from './operations/get-trail-status.ts'
import { listPublicKeys } from './operations/list-public-keys.ts'
import { listTags } from './operations/list-tags.ts'
import { listTrails } from './operations/list-trails.ts'
import { lookupEvents } from './operations/lookup-events.ts'
import { putEventSelectors } from './operations/put-event-selectors.ts'
import { putInsightSelectors } from './operations/put-insight-selectors.ts'
import { removeTags } from './operations/remove-tags.ts'
import { startLogging } from './operations/start-logging.ts'
import { stopLogging } from './operations/stop-logging.ts'
import { updateTrail } from './operations/update-trail.ts'

/** What the operations stand on. */
export interface CloudTrailParts {
  readonly history: EventHistory
  readonly targets: TrailTargets
}

export function cloudtrail({ history, targets }: CloudTrailParts): Service {
  return defineService({
    model: cloudtrailModel,
    constraints: cloudtrailConstraints,
    faults: cloudTrailFaults,
    iamPrefix: 'cloudtrail',
    resourceTags: tagsOfArn,
    recording: { family: 'standard', names: 'lowerCamel', dates: 'java', tlsDetails: true },
    operations: {
      AddTags: addTags,
      CancelQuery: notImplemented,
      CreateChannel: notImplemented,
      CreateDashboard: notImplemented,
      CreateEventDataStore: notImplemented,
      CreateTrail: createTrail(targets),
      DeleteChannel: notImplemented,
      DeleteDashboard: notImplemented,
      DeleteEventDataStore: notImplemented,
      DeleteResourcePolicy: notImplemented,
      DeleteTrail: deleteTrail,
      DeregisterOrganizationDelegatedAdmin: notImplemented,
      DescribeQuery: notImplemented,
      DescribeTrails: describeTrails,
      DisableFederation: notImplemented,
      EnableFederation: notImplemented,
      GenerateQuery: notImplemented,
      GetChannel: notImplemented,
      GetDashboard: notImplemented,
      GetEventConfiguration: notImplemented,
      GetEventDataStore: notImplemented,
      GetEventSelectors: getEventSelectors,
      GetImport: notImplemented,
      GetInsightSelectors: getInsightSelectors,
      GetQueryResults: notImplemented,
      GetResourcePolicy: notImplemented,
      GetTrail: getTrail,
      GetTrailStatus: getTrailStatus,
      ListChannels: notImplemented,
      ListDashboards: notImplemented,
      ListEventDataStores: notImplemented,
      ListImportFailures: notImplemented,
      ListImports: notImplemented,
      ListInsightsData: notImplemented,
      ListInsightsMetricData: notImplemented,
      ListPublicKeys: listPublicKeys,
      ListQueries: notImplemented,
      ListTags: listTags,
      ListTrails: listTrails,
      LookupEvents: lookupEvents(history),
      PutEventConfiguration: notImplemented,
      PutEventSelectors: putEventSelectors,
      PutInsightSelectors: putInsightSelectors(targets),
      PutResourcePolicy: notImplemented,
      RegisterOrganizationDelegatedAdmin: notImplemented,
      RemoveTags: removeTags,
      RestoreEventDataStore: notImplemented,
      SearchSampleQueries: notImplemented,
      StartDashboardRefresh: notImplemented,
      StartEventDataStoreIngestion: notImplemented,
      StartImport: notImplemented,
      StartLogging: startLogging,
      StartQuery: notImplemented,
      StopEventDataStoreIngestion: notImplemented,
      StopImport: notImplemented,
      StopLogging: stopLogging,
      UpdateChannel: notImplemented,
      UpdateDashboard: notImplemented,
      UpdateEventDataStore: notImplemented,
      UpdateTrail: updateTrail(targets),
    },
  })
}
