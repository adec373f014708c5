import {
  type EventSearch,
  type SearchQuery,
  type SpanCount,
  type TimeExtent,
} from '../../../history/event-search.ts'
import type { Query } from '../../operation.ts'
import { waymarkError } from '../errors.ts'
import { type EventQuery, searchQueryOf } from '../search-query.ts'

interface CountEventsRequest {
  readonly query?: EventQuery
  readonly bucketSeconds?: number
}

interface CountEventsResponse {
  readonly bucketSeconds: number
  readonly buckets: readonly {
    readonly startTime: Date
    readonly total: number
    readonly errors: number
    readonly denied: number
  }[]
  readonly total: number
}

/** More would be no picture any more. */
const BUCKETS_MAX = 2_000
const BUCKETS_WANTED = 120
const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Lengths that people reckon in, seconds. */
const lengths = [
  1,
  5,
  15,
  30,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
]

/** How many events there were over time, from the first that is found to the last, or from end to end of the range asked for. */
export function countEvents(events: EventSearch): Query<CountEventsRequest, CountEventsResponse> {
  return {
    kind: 'query',
    async run({ query: asked, bucketSeconds }, call) {
      const query = searchQueryOf(asked, call)
      const asOf = call.acknowledgedPosition
      // Words are looked for in every event's text, which is not done twice: the picture is then of all that filters find.
      const found = await events.extent({ ...query, words: [] }, asOf)
      const extent = found && wholeExtent(found, query, call.nowMs)
      const seconds = bucketSeconds ?? lengthFor(extent)
      const spanMs = seconds * 1000
      const starts = extent ? startsIn(extent, spanMs) : []
      const counts = extent ? await events.count(query, spanMs, asOf) : []
      const buckets = counts.length > 0 ? filled(starts, counts) : []
      const total = buckets.reduce((sum, bucket) => sum + bucket.total, 0)
      return { bucketSeconds: seconds, buckets, total }
    },
  }
}

/** The range asked for as far as there can be events, so that pictures of one range fit each other. */
function wholeExtent(
  { firstMs, lastMs }: TimeExtent,
  { fromMs = firstMs, toMs = lastMs }: SearchQuery,
  nowMs: number,
): TimeExtent {
  const oldestMs = nowMs - 90 * DAY * 1000
  return {
    firstMs: Math.min(firstMs, Math.max(fromMs, oldestMs)),
    lastMs: Math.max(lastMs, Math.min(toMs, nowMs)),
  }
}

function lengthFor(extent: TimeExtent | undefined): number {
  if (!extent) return MINUTE
  const seconds = (extent.lastMs - extent.firstMs) / 1000
  return lengths.find((length) => seconds / length <= BUCKETS_WANTED) ?? DAY
}

function startsIn({ firstMs, lastMs }: TimeExtent, spanMs: number): number[] {
  const first = Math.floor(firstMs / spanMs)
  const count = Math.floor(lastMs / spanMs) - first + 1
  if (count > BUCKETS_MAX)
    throw waymarkError(
      'ValidationException',
      `The range has ${count} buckets of this length; there may be ${BUCKETS_MAX}.`,
    )
  return Array.from({ length: count }, (_, i) => (first + i) * spanMs)
}

/** Events that came since the range was looked at are left to the next picture. */
function filled(starts: readonly number[], counts: readonly SpanCount[]) {
  const byStart = new Map(counts.map((count) => [count.startMs, count]))
  return starts.map((startMs) => {
    const { total = 0, errors = 0, denied = 0 } = byStart.get(startMs) ?? {}
    return { startTime: new Date(startMs), total, errors, denied }
  })
}
