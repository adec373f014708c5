import type { GetTrailRequest, GetTrailResponse } from '@aws-sdk/client-cloudtrail'
import type { Query } from '../../operation.ts'
import { trailNotFound } from '../errors.ts'
import { arnOfTrail, findTrail } from '../trail-names.ts'
import { trailDescription } from '../trail-output.ts'

export const getTrail: Query<GetTrailRequest, GetTrailResponse> = {
  kind: 'query',
  resourceArn: ({ Name = '' }, call) => arnOfTrail(Name, call),
  run({ Name = '' }, call) {
    const trail = findTrail(Name, call)
    if (!trail) throw trailNotFound(Name, call.accountId)
    return { Trail: trailDescription(trail) }
  },
}
