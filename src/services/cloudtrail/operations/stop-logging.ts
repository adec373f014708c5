import type { StopLoggingRequest } from '@aws-sdk/client-cloudtrail'
import { deliveries, deliveryOf, stoppedAt } from '../../../trails/delivery-state.ts'
import { putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'

/** The last event of the recording is that of this call. Stopping twice changes nothing. */
export const stopLogging: Command<StopLoggingRequest, void> = {
  kind: 'command',
  ...onTrail(({ Name }) => Name),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    if (!trail.isLogging || !delivery) return { output: undefined, changes: [] }
    return {
      output: undefined,
      changes: [
        putTrail({ ...trail, isLogging: false, stopLoggingMs: call.nowMs }),
        deliveries.put(delivery.key, stoppedAt(delivery, call.position)),
      ],
    }
  },
}
