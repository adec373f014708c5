import type { GetTrailStatusRequest, GetTrailStatusResponse } from '@aws-sdk/client-cloudtrail'
import { deliveryOf } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'
import { trailNotFound } from '../errors.ts'
import { arnOfTrail, findTrail } from '../trail-names.ts'

/** The members that are texts are older than the ones that are dates, and always there. */
export const getTrailStatus: Query<GetTrailStatusRequest, GetTrailStatusResponse> = {
  kind: 'query',
  resourceArn: ({ Name = '' }, call) => arnOfTrail(Name, call),
  run({ Name = '' }, call) {
    const trail = findTrail(Name, call)
    if (!trail) throw trailNotFound(arnOfTrail(Name, call), call.accountId)
    const delivery = deliveryOf(trail, call.resources)
    return {
      IsLogging: trail.isLogging,
      LatestDeliveryError: delivery?.latestError,
      LatestDeliveryTime: dateOf(delivery?.latestDeliveryMs),
      StartLoggingTime: dateOf(trail.startLoggingMs),
      StopLoggingTime: dateOf(trail.stopLoggingMs),
      LatestDeliveryAttemptTime: textOf(delivery?.latestAttemptMs),
      LatestNotificationAttemptTime: '',
      LatestNotificationAttemptSucceeded: '',
      LatestDeliveryAttemptSucceeded: textOf(delivery?.latestDeliveryMs),
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
