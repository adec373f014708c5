import type { DeleteTrailRequest } from '@aws-sdk/client-cloudtrail'
import { deliveryChanges, deliveryOf, stoppedAt } from '../../../trails/delivery-state.ts'
import { trailKey, trails } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'

/** What the trail recorded is still delivered, up to the event of this call, and the last digests; its log files stay. */
export const deleteTrail: Command<DeleteTrailRequest, void> = {
  kind: 'command',
  ...onTrail(({ Name }) => Name),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    const closed = delivery && { ...stoppedAt(delivery, call.position), isTrailDeleted: true }
    return {
      output: undefined,
      changes: [
        trails.delete(trailKey(trail.accountId, trail.homeRegion, trail.name)),
        ...(closed ? deliveryChanges(closed, [], call.resources) : []),
      ],
    }
  },
}
