import type { UpdateTrailRequest, UpdateTrailResponse } from '@aws-sdk/client-cloudtrail'
import { changedAt, deliveries, deliveryOf } from '../../../trails/delivery-state.ts'
import { putTrail, type Trail } from '../../../trails/trail.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'
import { trailOutput } from '../trail-output.ts'
import {
  checkBucket,
  checkLogGroupTakesEvents,
  checkSettings,
  checkTopicTakesMessages,
  checkTrail,
  cloudWatchLogsOf,
  topicOf,
  type TrailTargets,
} from '../trail-settings.ts'
import { ownOrganization } from './create-trail.ts'

/** An absent member stays as it is, an empty text clears it. The event of this call is the last that is selected as before. */
export function updateTrail({
  buckets,
  notifier,
  logGroups,
}: TrailTargets): PreparedCommand<UpdateTrailRequest, UpdateTrailResponse> {
  return {
    kind: 'prepared-command',
    ...onTrail(({ Name }) => Name),
    async prepare(input, call) {
      const wanted = changedTrail(input, call)
      await checkBucket(wanted, call, buckets)
      if (input.SnsTopicName) await checkTopicTakesMessages(wanted, call, notifier)
      if (input.CloudWatchLogsLogGroupArn) await checkLogGroupTakesEvents(wanted, logGroups)
      return (now) => {
        const trail = changedTrail(input, now)
        const delivery = deliveryOf(trail, now.resources)
        const changed = delivery && changedAt(delivery, trail, now)
        return {
          output: trailOutput(trail),
          changes: [putTrail(trail), ...(changed ? [deliveries.put(changed.key, changed)] : [])],
        }
      }
    },
  }
}

function changedTrail(input: UpdateTrailRequest, call: Call): Trail {
  const { Name = '' } = input
  const before = trailToChange(Name, call, Name)
  checkSettings(input)
  const { s3KeyPrefix, snsTopic, cloudWatchLogs, organizationId, ...kept } = before
  const prefix = input.S3KeyPrefix ?? s3KeyPrefix
  const topic = input.SnsTopicName === undefined ? snsTopic : topicOf(input.SnsTopicName, call)
  const isOrganization = input.IsOrganizationTrail ?? organizationId !== undefined
  const isMultiRegion = input.IsMultiRegionTrail ?? before.isMultiRegion
  const becomesMultiRegion = isMultiRegion && !before.isMultiRegion
  const trail: Trail = {
    ...kept,
    s3BucketName: input.S3BucketName ?? before.s3BucketName,
    ...(prefix ? { s3KeyPrefix: prefix } : {}),
    ...(topic?.name ? { snsTopic: topic } : {}),
    ...cloudWatchLogsOf(input, cloudWatchLogs),
    includeGlobalServiceEvents:
      input.IncludeGlobalServiceEvents ?? (becomesMultiRegion || before.includeGlobalServiceEvents),
    isMultiRegion,
    validatesLogFiles: input.EnableLogFileValidation ?? before.validatesLogFiles,
    ...(isOrganization ? { organizationId: organizationId ?? ownOrganization(call) } : {}),
    ...(input.RecursiveLogging === undefined ? {} : { recursiveLogging: input.RecursiveLogging }),
  }
  checkTrail(trail, call, before)
  return trail
}
