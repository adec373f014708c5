import type { DeleteTrailRequest } from '@aws-sdk/client-cloudtrail'
import { deliveries, deliveryOf, recordingUpTo, trailKey, trails } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { arnOfTrail, trailToChange } from '../trail-names.ts'

/** What the trail recorded is still delivered, up to the event of this call; its log files stay. */
export const deleteTrail: Command<DeleteTrailRequest, void> = {
  kind: 'command',
  resourceArn: ({ Name = '' }, call) => arnOfTrail(Name, call),
  run({ Name = '' }, call) {
    const trail = trailToChange(Name, call)
    const delivery = deliveryOf(trail, call.resources)
    const closed = delivery && {
      ...recordingUpTo(delivery, call.position),
      isTrailDeleted: true,
    }
    return {
      output: undefined,
      changes: [
        trails.delete(trailKey(trail.accountId, trail.homeRegion, trail.name)),
        ...(closed
          ? [
              closed.recorded.length > 0
                ? deliveries.put(closed.key, closed)
                : deliveries.delete(closed.key),
            ]
          : []),
      ],
    }
  },
}
