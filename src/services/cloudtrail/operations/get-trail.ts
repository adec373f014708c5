import type { GetTrailRequest, GetTrailResponse } from '@aws-sdk/client-cloudtrail'
import type { Query } from '../../operation.ts'
import { arnFor, existingTrail } from '../trail-names.ts'
import { trailDescription } from '../trail-output.ts'

export const getTrail: Query<GetTrailRequest, GetTrailResponse> = {
  kind: 'query',
  resourceArn: ({ Name = '' }, call) => arnFor(Name, call),
  run: ({ Name = '' }, call) => ({ Trail: trailDescription(existingTrail(Name, call, Name)) }),
}
