import type { ListTrailsRequest, ListTrailsResponse } from '@aws-sdk/client-cloudtrail'
import { arnOfTrail, trailsSeenBy } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'

/** The trails of every region. There are at most five a region, so one page holds them all. */
export const listTrails: Query<ListTrailsRequest, ListTrailsResponse> = {
  kind: 'query',
  run: (_input, { resources, accountId }) => ({
    Trails: trailsSeenBy(resources, accountId).map((trail) => ({
      TrailARN: arnOfTrail(trail),
      Name: trail.name,
      HomeRegion: trail.homeRegion,
    })),
  }),
}
