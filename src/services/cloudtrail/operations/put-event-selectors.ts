import type {
  PutEventSelectorsRequest,
  PutEventSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import { changedAt, deliveries, deliveryOf } from '../../../trails/delivery-state.ts'
import { arnOfTrail, putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { selectorsOf, selectorsOutput } from '../event-selectors.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'

/** Each form of selectors replaces all of the other. The event of this call is the last that is selected as before. */
export const putEventSelectors: Command<PutEventSelectorsRequest, PutEventSelectorsResponse> = {
  kind: 'command',
  ...onTrail(({ TrailName }) => TrailName),
  run(input, call) {
    const before = trailToChange(input.TrailName ?? '', call)
    const selectors = selectorsOf(input)
    const trail = { ...before, selectors }
    const delivery = deliveryOf(trail, call.resources)
    const changed = delivery && changedAt(delivery, trail, call)
    return {
      output: { TrailARN: arnOfTrail(trail), ...selectorsOutput(selectors) },
      changes: [putTrail(trail), ...(changed ? [deliveries.put(changed.key, changed)] : [])],
    }
  },
}
