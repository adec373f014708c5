import type { StartLoggingRequest } from '@aws-sdk/client-cloudtrail'
import { deliveries, deliveryOf, startedAt } from '../../../trails/delivery-state.ts'
import { putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'

/** The first event of the recording is that of this call. Starting twice changes nothing. */
export const startLogging: Command<StartLoggingRequest, void> = {
  kind: 'command',
  ...onTrail(({ Name }) => Name),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    if (trail.isLogging || !delivery) return { output: undefined, changes: [] }
    return {
      output: undefined,
      changes: [
        putTrail({ ...trail, isLogging: true, startLoggingMs: call.nowMs }),
        deliveries.put(delivery.key, startedAt(delivery, trail, call)),
      ],
    }
  },
}
