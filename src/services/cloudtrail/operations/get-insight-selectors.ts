import type {
  GetInsightSelectorsRequest,
  GetInsightSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import { arnOfTrail } from '../../../trails/trail.ts'
import type { Query } from '../../operation.ts'
import { cloudTrailError } from '../errors.ts'
import { insightOutput, insightTrailName } from '../insight-selectors.ts'
import { onTrail } from '../on-trail.ts'
import { existingTrail } from '../trail-names.ts'

export const getInsightSelectors: Query<GetInsightSelectorsRequest, GetInsightSelectorsResponse> = {
  kind: 'query',
  ...onTrail(({ TrailName }) => TrailName),
  run(input, call) {
    const name = insightTrailName(input)
    const trail = existingTrail(name, call)
    if (trail.insightSelectors.length === 0)
      throw cloudTrailError(
        'InsightNotEnabledException',
        `Trail ${name} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
      )
    return {
      TrailARN: arnOfTrail(trail),
      InsightSelectors: insightOutput(trail.insightSelectors),
    }
  },
}
