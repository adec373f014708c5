import type { GetTrailStatusRequest, GetTrailStatusResponse } from '@aws-sdk/client-cloudtrail'
import { regionStatus } from '../../../trails/delivery-state.ts'
import type { Query } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { existingTrail } from '../trail-names.ts'

/** Of the region of the call. The members that are texts are older than the ones that are dates, and always there. */
export const getTrailStatus: Query<GetTrailStatusRequest, GetTrailStatusResponse> = {
  kind: 'query',
  ...onTrail(({ Name }) => Name),
  run({ Name = '' }, call) {
    const trail = existingTrail(Name, call)
    const status = regionStatus(call.resources, trail.deliveryKey, call.region)
    return {
      IsLogging: trail.isLogging,
      LatestDeliveryError: status.latestError,
      LatestDeliveryTime: dateOf(status.latestDeliveryMs),
      LatestNotificationError: status.latestNotificationError,
      LatestNotificationTime: dateOf(status.latestNotificationMs),
      StartLoggingTime: dateOf(trail.startLoggingMs),
      StopLoggingTime: dateOf(trail.stopLoggingMs),
      LatestCloudWatchLogsDeliveryTime: dateOf(status.latestLogsMs),
      LatestCloudWatchLogsDeliveryError: status.latestLogsError,
      LatestDigestDeliveryTime: dateOf(status.latestDigestMs),
      LatestDigestDeliveryError: status.latestDigestError,
      LatestDeliveryAttemptTime: textOf(status.latestAttemptMs),
      LatestNotificationAttemptTime: textOf(status.latestNotificationAttemptMs),
      LatestNotificationAttemptSucceeded: textOf(status.latestNotificationMs),
      LatestDeliveryAttemptSucceeded: textOf(status.latestDeliveryMs),
      TimeLoggingStarted: textOf(trail.startLoggingMs),
      TimeLoggingStopped: textOf(trail.stopLoggingMs),
    }
  },
}

function dateOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms)
}

function textOf(ms: number | undefined): string {
  return ms === undefined ? '' : `${new Date(ms).toISOString().slice(0, 19)}Z`
}
