import type { CreateTrailRequest, CreateTrailResponse } from '@aws-sdk/client-cloudtrail'
import { deliveries, newDelivery } from '../../../trails/delivery-state.ts'
import { putTrail, type Trail, trailArn } from '../../../trails/trail.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { managementAccountId, notManagementAccount, organizationIdOf } from '../organization.ts'
import { tagsOf } from '../tags.ts'
import { checkTrailName } from '../trail-names.ts'
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

/** The new trail records nothing until StartLogging. */
export function createTrail({
  buckets,
  notifier,
  logGroups,
}: TrailTargets): PreparedCommand<CreateTrailRequest, CreateTrailResponse> {
  return {
    kind: 'prepared-command',
    resourceArn: ({ Name = '' }, call) => trailArn(call.accountId, call.region, Name),
    async prepare(input, call) {
      const wanted = newTrail(input, call)
      await checkBucket(wanted, call, buckets)
      await checkTopicTakesMessages(wanted, call, notifier)
      await checkLogGroupTakesEvents(wanted, logGroups)
      return (now) => {
        // Once more: another call may have come in between.
        const trail = newTrail(input, now)
        const delivery = newDelivery(trail, now.position)
        return {
          output: trailOutput(trail),
          changes: [putTrail(trail), deliveries.put(delivery.key, delivery)],
        }
      }
    },
  }
}

function newTrail(input: CreateTrailRequest, call: Call): Trail {
  const { Name: name = '', S3KeyPrefix, SnsTopicName, RecursiveLogging } = input
  checkTrailName(name)
  checkSettings(input)
  const trail: Trail = {
    name,
    accountId: call.accountId,
    homeRegion: call.region,
    s3BucketName: input.S3BucketName ?? '',
    ...(S3KeyPrefix ? { s3KeyPrefix: S3KeyPrefix } : {}),
    ...(SnsTopicName ? { snsTopic: topicOf(SnsTopicName, call) } : {}),
    ...cloudWatchLogsOf(input, undefined),
    includeGlobalServiceEvents: input.IncludeGlobalServiceEvents ?? true,
    isMultiRegion: input.IsMultiRegionTrail ?? false,
    validatesLogFiles: input.EnableLogFileValidation ?? false,
    ...(input.IsOrganizationTrail ? { organizationId: ownOrganization(call) } : {}),
    ...(RecursiveLogging === undefined ? {} : { recursiveLogging: RecursiveLogging }),
    insightSelectors: [],
    tags: tagsOf(input.TagsList),
    isLogging: false,
    // A trail of the same name made later is another one, with another delivery.
    deliveryKey: `${trailArn(call.accountId, call.region, name)}#${call.position}`,
  }
  checkTrail(trail, call)
  return trail
}

/** The organization that the caller manages. Throws for everybody else. */
export function ownOrganization({ resources, accountId }: Call): string {
  if (managementAccountId(resources) !== accountId) throw notManagementAccount()
  return organizationIdOf(accountId)
}
