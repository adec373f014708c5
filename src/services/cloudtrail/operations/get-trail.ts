import type { GetTrailRequest, GetTrailResponse } from '@aws-sdk/client-cloudtrail'
import type { Query } from '../../operation.ts'
import { onTrail } from '../on-trail.ts'
import { existingTrail } from '../trail-names.ts'
import { trailDescription } from '../trail-output.ts'

export const getTrail: Query<GetTrailRequest, GetTrailResponse> = {
  kind: 'query',
  ...onTrail(({ Name }) => Name),
  run: ({ Name = '' }, call) => ({ Trail: trailDescription(existingTrail(Name, call, Name)) }),
}
