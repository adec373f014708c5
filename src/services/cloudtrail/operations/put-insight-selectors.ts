import type {
  PutInsightSelectorsRequest,
  PutInsightSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import { arnOfTrail, putTrail, type Trail } from '../../../trails/trail.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { insightOutput, insightSelectorsOf, insightTrailName } from '../insight-selectors.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'
import { checkBucket, type TrailTargets } from '../trail-settings.ts'

/** An empty list switches Insights off, whatever has become of the bucket. */
export function putInsightSelectors({
  buckets,
}: TrailTargets): PreparedCommand<PutInsightSelectorsRequest, PutInsightSelectorsResponse> {
  return {
    kind: 'prepared-command',
    ...onTrail(({ TrailName }) => TrailName),
    async prepare(input, call) {
      const wanted = changedTrail(input, call)
      if (wanted.insightSelectors.length > 0) await checkBucket(wanted, call, buckets)
      return (now) => {
        const trail = changedTrail(input, now)
        const InsightSelectors = insightOutput(trail.insightSelectors)
        return {
          output: { TrailARN: arnOfTrail(trail), InsightSelectors },
          changes: [putTrail(trail)],
        }
      }
    },
  }
}

function changedTrail(input: PutInsightSelectorsRequest, call: Call): Trail {
  const before = trailToChange(insightTrailName(input), call)
  return { ...before, insightSelectors: insightSelectorsOf(input.InsightSelectors ?? [], before) }
}
