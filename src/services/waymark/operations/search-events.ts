import type { Clock } from '../../../base/clock.ts'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import type { HistoryPlace } from '../../../history/event-history.ts'
import type { EventSearch, FoundPage, SearchQuery } from '../../../history/event-search.ts'
import type { NewEvents } from '../../../history/new-events.ts'
import type { Query } from '../../operation.ts'
import { waymarkError } from '../errors.ts'
import { type EventOutput, eventOutput } from '../event-output.ts'
import { waymarkModel } from '../model.ts'
import { searchPage } from '../search-page.ts'
import { type EventQuery, searchQueryOf } from '../search-query.ts'

interface SearchEventsRequest {
  readonly query?: EventQuery
  readonly maxResults?: number
  readonly nextToken?: string
  /** A position: only events after it, and none that searching itself leaves. */
  readonly after?: number
  readonly waitSeconds?: number
}

interface SearchEventsResponse {
  readonly events: readonly EventOutput[]
  readonly nextToken?: string | undefined
  /** Every event at or before it has been looked at: where the next question for new ones starts. */
  readonly newestPosition: number
}

const PAGE_DEFAULT = 50

/** Sees every event that was acknowledged before this call came in, and those that come while it waits. */
export function searchEvents(
  events: EventSearch,
  newEvents: NewEvents,
  clock: Clock,
): Query<SearchEventsRequest, SearchEventsResponse> {
  /** Looks again whenever there is something new, until something is found or the time is up. */
  async function untilFound(
    query: SearchQuery,
    limit: number,
    asOf: number,
    untilMs: number,
  ): Promise<{ readonly page: FoundPage; readonly asOf: number }> {
    const page = await searchPage(events, query, { limit }, asOf)
    const leftMs = untilMs - clock.now()
    if (page.events.length > 0 || leftMs <= 0) return { page, asOf }
    const grownTo = await newEvents.wait(asOf, leftMs)
    if (grownTo <= asOf) return { page, asOf }
    return untilFound({ ...query, after: asOf }, limit, grownTo, untilMs)
  }

  return {
    kind: 'query',
    async run(input, call) {
      const { after, waitSeconds = 0, maxResults: limit = PAGE_DEFAULT, nextToken } = input
      const { maxResults: _size, nextToken: _token, waitSeconds: _time, ...asked } = input
      const question = ['SearchEvents', call.accountId, asked]
      const query = searchQueryOf(input.query, call)
      const answer = ({ events: found, next }: FoundPage, asOf: number) => ({
        events: found.map(eventOutput),
        nextToken: next && pageToken(question, [next.timeMs, next.position]),
        newestPosition: Math.max(asOf, ...found.map(({ position }) => position)),
      })
      if (nextToken !== undefined) {
        const before = placeOf(question, nextToken)
        // A later page shows what is older than the page before: there is nothing to catch up with.
        const page = await searchPage(events, narrowed(query, after), { limit, before }, 0)
        return answer(page, 0)
      }
      const untilMs = after === undefined ? 0 : call.nowMs + waitSeconds * 1000
      const asOf = call.acknowledgedPosition
      const found = await untilFound(narrowed(query, after), limit, asOf, untilMs)
      return answer(found.page, found.asOf)
    },
  }
}

/** Whoever watches for new events must not be shown their own watching. */
function narrowed(query: SearchQuery, after: number | undefined): SearchQuery {
  if (after === undefined) return query
  const own = {
    field: 'eventSource',
    test: 'equals',
    isNegated: true,
    values: [waymarkModel.eventSource],
  } as const
  return { ...query, after, filters: [...query.filters, own] }
}

function placeOf(question: readonly unknown[], token: string): HistoryPlace {
  const place = openPageToken(question, token)
  if (!Array.isArray(place) || !place.every(Number.isFinite))
    throw waymarkError(
      'InvalidNextTokenException',
      'The next token is not valid, or was given with other parameters than those it belongs to.',
    )
  return { timeMs: Number(place[0]), position: Number(place[1]) }
}
