import type {
  GetEventSelectorsRequest,
  GetEventSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import { arnOfTrail, selectorsOf } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'
import { selectorsOutput } from '../event-selectors.ts'
import { onTrail } from '../on-trail.ts'
import { existingTrail } from '../trail-names.ts'

export const getEventSelectors: Query<GetEventSelectorsRequest, GetEventSelectorsResponse> = {
  kind: 'query',
  ...onTrail(({ TrailName }) => TrailName),
  run({ TrailName = '' }, call) {
    const trail = existingTrail(TrailName, call)
    return { TrailARN: arnOfTrail(trail), ...selectorsOutput(selectorsOf(trail)) }
  },
}
