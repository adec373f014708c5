import type { LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import type {
  EventHistory,
  HistoryEvent,
  HistoryPlace,
  LookupAttribute,
  LookupQuery,
} from '../../../history/event-history.ts'
import type { Call, Query } from '../../operation.ts'
import { cloudTrailError } from '../errors.ts'

const PAGE_MAX = 50

/** Sees every event that was acknowledged before this call came in. */
export function lookupEvents(
  history: EventHistory,
): Query<LookupEventsRequest, LookupEventsResponse> {
  return {
    kind: 'query',
    async run(input, call) {
      const query = queryOf(input, call)
      const { NextToken: token, MaxResults: _pageSize, ...asked } = input
      const question = ['LookupEvents', call.accountId, call.region, asked]
      const before = token === undefined ? undefined : placeOf(question, token)
      // Insights events are not made yet, so that category is empty.
      if (input.EventCategory !== undefined) return { Events: [] }
      const page = await history.lookup(
        before ? { ...query, before } : query,
        // A later page shows what is older than the page before: there is nothing to catch up with.
        before ? 0 : call.acknowledgedPosition,
      )
      return {
        Events: page.events.map(eventOutput),
        NextToken: page.next && pageToken(question, [page.next.timeMs, page.next.position]),
      }
    },
  }
}

function queryOf(input: LookupEventsRequest, call: Call): LookupQuery {
  const { StartTime, EndTime, MaxResults = PAGE_MAX, EventCategory } = input
  if (MaxResults < 1 || MaxResults > PAGE_MAX)
    throw cloudTrailError(
      'InvalidMaxResultsException',
      `Max results must be between 1 and ${PAGE_MAX}.`,
    )
  if (EventCategory !== undefined && EventCategory !== 'insight')
    throw cloudTrailError('InvalidEventCategoryException', 'The event category is not valid.')
  if (StartTime && EndTime && StartTime > EndTime)
    throw cloudTrailError(
      'InvalidTimeRangeException',
      'The start time must be before the end time.',
    )
  const attribute = attributeOf(input)
  return {
    accountId: call.accountId,
    region: call.region,
    ...(attribute ? { attribute } : {}),
    ...(StartTime ? { fromMs: StartTime.getTime() } : {}),
    ...(EndTime ? { toMs: EndTime.getTime() } : {}),
    limit: MaxResults,
  }
}

/** What Insights events can be looked up by. */
const insightKeys: ReadonlySet<string> = new Set(['EventId', 'EventName', 'EventSource'])

function attributeOf(input: LookupEventsRequest): LookupAttribute | undefined {
  const { LookupAttributes = [], EventCategory } = input
  if (LookupAttributes.length > 1)
    throw cloudTrailError(
      'InvalidLookupAttributesException',
      'You can specify only one lookup attribute.',
    )
  const [attribute] = LookupAttributes
  const { AttributeKey: key, AttributeValue: value } = attribute ?? {}
  if (key === undefined || value === undefined) return undefined
  if (EventCategory !== undefined && !insightKeys.has(key))
    throw cloudTrailError(
      'InvalidLookupAttributesException',
      `Insights events cannot be looked up by ${key}.`,
    )
  if (sizeOf(value) > 2000)
    throw cloudTrailError('InvalidLookupAttributesException', 'The attribute value is too long.')
  return { key, value }
}

/** `_`, space, comma and newline count as two characters. */
function sizeOf(value: string): number {
  return value.length + (value.match(/[_ ,\n]/g)?.length ?? 0)
}

function placeOf(question: readonly unknown[], token: string): HistoryPlace {
  const place = openPageToken(question, token)
  if (!Array.isArray(place) || !place.every(Number.isFinite))
    throw cloudTrailError(
      'InvalidNextTokenException',
      'The next token is not valid, or was given with other parameters than those it belongs to.',
    )
  return { timeMs: Number(place[0]), position: Number(place[1]) }
}

function eventOutput(event: HistoryEvent) {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ReadOnly: String(event.readOnly),
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(event.timeMs),
    EventSource: event.eventSource,
    Username: event.username,
    Resources: event.resources.map(({ type, name }) => ({
      ResourceType: type,
      ResourceName: name,
    })),
    CloudTrailEvent: event.json,
  }
}
