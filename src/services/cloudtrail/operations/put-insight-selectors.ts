import type {
  PutInsightSelectorsRequest,
  PutInsightSelectorsResponse,
} from '@aws-sdk/client-cloudtrail'
import { arnOfTrail, putTrail } from '../../../trails/trail.ts'
import type { Command } from '../../operation.ts'
import { insightOutput, insightSelectorsOf, insightTrailName } from '../insight-selectors.ts'
import { onTrail } from '../on-trail.ts'
import { trailToChange } from '../trail-names.ts'

/** An empty list switches Insights off. */
export const putInsightSelectors: Command<PutInsightSelectorsRequest, PutInsightSelectorsResponse> =
  {
    kind: 'command',
    ...onTrail(({ TrailName }) => TrailName),
    run(input, call) {
      const before = trailToChange(insightTrailName(input), call)
      const insightSelectors = insightSelectorsOf(input.InsightSelectors ?? [], before)
      const trail = { ...before, insightSelectors }
      return {
        output: { TrailARN: arnOfTrail(trail), InsightSelectors: insightOutput(insightSelectors) },
        changes: [putTrail(trail)],
      }
    },
  }
