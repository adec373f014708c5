import type { ListTrailsRequest, ListTrailsResponse } from '@aws-sdk/client-cloudtrail'
import { trailArn, trailsOfAccount } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'

/** The trails of every region. There are at most five a region, so one page holds them all. */
export const listTrails: Query<ListTrailsRequest, ListTrailsResponse> = {
  kind: 'query',
  run(_input, call) {
    const trails = call.resources.find(trailsOfAccount, call.accountId)
    return {
      Trails: trails.map(({ accountId, homeRegion, name }) => ({
        TrailARN: trailArn(accountId, homeRegion, name),
        Name: name,
        HomeRegion: homeRegion,
      })),
    }
  },
}
