import type { InsightSelector as InsightSelectorInput } from '@aws-sdk/client-cloudtrail'
import type { Selectors } from '../../trails/selectors.ts'
import { type InsightSelector, selectorsOf, type Trail } from '../../trails/trail.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import { cloudTrailError } from './errors.ts'

/** There are no event data stores here, so Insights are always a trail's. */
export function insightTrailName(input: {
  readonly TrailName?: string | undefined
  readonly EventDataStore?: string | undefined
  readonly InsightsDestination?: string | undefined
}): string {
  const { TrailName, EventDataStore, InsightsDestination } = input
  if (TrailName === undefined)
    throw EventDataStore === undefined
      ? cloudTrailError(
          'InvalidParameterException',
          'Either TrailName or EventDataStore must be specified.',
        )
      : cloudTrailError(
          'UnsupportedOperationException',
          'Event data stores are not supported by this server.',
        )
  if (EventDataStore !== undefined || InsightsDestination !== undefined)
    throw cloudTrailError(
      'InvalidParameterCombinationException',
      'TrailName cannot be specified together with EventDataStore or InsightsDestination.',
    )
  return TrailName
}

export function insightSelectorsOf(
  given: readonly InsightSelectorInput[],
  trail: Trail,
): readonly InsightSelector[] {
  const selectors = given.map(insightSelectorOf)
  if (new Set(selectors.map(({ insightType }) => insightType)).size < selectors.length)
    throw invalid('Each insight type can be specified only once.')
  for (const { insightType, eventCategories } of selectors)
    if (eventCategories.includes('Management')) checkRecorded(insightType, selectorsOf(trail))
  return selectors
}

export function insightOutput(selectors: readonly InsightSelector[]): InsightSelectorInput[] {
  return selectors.map(({ insightType, eventCategories }) => ({
    InsightType: insightType,
    EventCategories: [...eventCategories],
  }))
}

function insightSelectorOf({ InsightType, EventCategories }: InsightSelectorInput) {
  if (InsightType !== 'ApiCallRateInsight' && InsightType !== 'ApiErrorRateInsight')
    throw invalid('The insight type is not valid.')
  const categories = EventCategories?.length ? EventCategories : ['Management' as const]
  const eventCategories = categories.map((category) => {
    if (category !== 'Management' && category !== 'Data')
      throw invalid('The event category is not valid.')
    return category
  })
  return { insightType: InsightType, eventCategories }
}

/** Rates of calls are those of writes; rates of errors need any management events. */
function checkRecorded(type: InsightSelector['insightType'], selectors: Selectors): void {
  const isRecorded = type === 'ApiCallRateInsight' ? recordsWrites : recordsManagement
  if (!isRecorded(selectors))
    throw invalid(
      `${type} requires that the trail logs ${type === 'ApiCallRateInsight' ? 'write ' : ''}management events.`,
    )
}

function recordsManagement(selectors: Selectors): boolean {
  return managementReadOnly(selectors).length > 0
}

function recordsWrites(selectors: Selectors): boolean {
  return managementReadOnly(selectors).includes(false)
}

/** For each selector of management events: whether it takes reads only. */
function managementReadOnly({ kind, selectors }: Selectors): readonly boolean[] {
  if (kind === 'basic')
    return selectors
      .filter(({ includeManagementEvents }) => includeManagementEvents)
      .map(({ readWriteType }) => readWriteType === 'ReadOnly')
  const valueOf = (selector: (typeof selectors)[number], name: string) =>
    selector.fieldSelectors.find(({ field }) => field === name)?.equals
  return selectors
    .filter((selector) => valueOf(selector, 'eventCategory')?.includes('Management'))
    .map((selector) => valueOf(selector, 'readOnly')?.includes('false') === false)
}

function invalid(message: string): ServiceError {
  return cloudTrailError('InvalidInsightSelectorsException', message)
}
