import type { StartLoggingRequest } from '@aws-sdk/client-cloudtrail'
import { deliveries, deliveryOf, recordingFrom, trailKey, trails } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { arnOfTrail, trailToChange } from '../trail-names.ts'

/** The first event of the recording is that of this call. Starting twice changes nothing. */
export const startLogging: Command<StartLoggingRequest, void> = {
  kind: 'command',
  resourceArn: ({ Name = '' }, call) => arnOfTrail(Name, call),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    if (trail.isLogging || !delivery) return { output: undefined, changes: [] }
    return {
      output: undefined,
      changes: [
        trails.put(trailKey(trail.accountId, trail.homeRegion, trail.name), {
          ...trail,
          isLogging: true,
          startLoggingMs: call.nowMs,
        }),
        deliveries.put(delivery.key, recordingFrom(delivery, call.position)),
      ],
    }
  },
}
