import type { DescribeTrailsRequest, DescribeTrailsResponse } from '@aws-sdk/client-cloudtrail'
import { trailsOfRegion } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'
import { findTrail } from '../trail-names.ts'
import { trailDescription } from '../trail-output.ts'

/** Names and ARNs that no trail has are passed over. */
export const describeTrails: Query<DescribeTrailsRequest, DescribeTrailsResponse> = {
  kind: 'query',
  run({ trailNameList = [] }, call) {
    const found =
      trailNameList.length > 0
        ? trailNameList.flatMap((nameOrArn) => findTrail(nameOrArn, call) ?? [])
        : call.resources.find(trailsOfRegion, `${call.accountId}/${call.region}`)
    return { trailList: found.map(trailDescription) }
  },
}
