import type { StopLoggingRequest } from '@aws-sdk/client-cloudtrail'
import { deliveries, deliveryOf, recordingUpTo, trailKey, trails } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { arnOfTrail, trailToChange } from '../trail-names.ts'

/** The last event of the recording is that of this call. Stopping twice changes nothing. */
export const stopLogging: Command<StopLoggingRequest, void> = {
  kind: 'command',
  resourceArn: ({ Name = '' }, call) => arnOfTrail(Name, call),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    if (!trail.isLogging || !delivery) return { output: undefined, changes: [] }
    return {
      output: undefined,
      changes: [
        trails.put(trailKey(trail.accountId, trail.homeRegion, trail.name), {
          ...trail,
          isLogging: false,
          stopLoggingMs: call.nowMs,
        }),
        deliveries.put(delivery.key, recordingUpTo(delivery, call.position)),
      ],
    }
  },
}
