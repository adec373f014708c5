import type { DescribeTrailsRequest, DescribeTrailsResponse } from '@aws-sdk/client-cloudtrail'
import type { Trail } from '../../../trails/trail.ts'
import type { Call, Query } from '../../operation.ts'
import { findTrail, trailsHere } from '../trail-names.ts'
import { trailDescription } from '../trail-output.ts'

/** Names and ARNs that no trail has are passed over. */
export const describeTrails: Query<DescribeTrailsRequest, DescribeTrailsResponse> = {
  kind: 'query',
  run({ trailNameList = [], includeShadowTrails = true }, call) {
    const found = trailNameList.length > 0 ? named(trailNameList, call) : trailsHere(call)
    const shown = includeShadowTrails
      ? found
      : found.filter(({ homeRegion }) => homeRegion === call.region)
    return { trailList: shown.map(trailDescription) }
  },
}

/** Each trail once. A name is also that of a replica, where no trail at home here has it. */
function named(namesAndArns: readonly string[], call: Call): readonly Trail[] {
  const found = namesAndArns.flatMap(
    (nameOrArn) =>
      findTrail(nameOrArn, call) ?? trailsHere(call).find(({ name }) => name === nameOrArn) ?? [],
  )
  return [...new Set(found)]
}
