import type {
  EventHistory,
  HistoryEvent,
  HistoryPlace,
  LookupPage,
  LookupQuery,
} from './event-history.ts'

/** Finding and unpacking this many events takes a little longer than for a page of fifty. */
const READ_EVENTS_MAX = 1000
/** Callers that page at the same time and find what was read for them; the longest idle is forgotten. About 1 MB each. */
const READINGS_MAX = 16

/** Events read at once for the pages that follow one another. */
interface Reading {
  /** The place behind which the first of the events comes. */
  readonly before: HistoryPlace
  readonly events: readonly HistoryEvent[]
  readonly hasMore: boolean
}

/**
 * An event history that reads ahead for callers who page through it. First pages are always looked up, so that they see what
 * was just acknowledged; a later page shows what is older than the page before it, and that does not change.
 */
export class ReadAhead implements EventHistory {
  readonly #history: EventHistory
  readonly #readings = new Map<string, Reading>()

  constructor(history: EventHistory) {
    this.#history = history
  }

  async lookup(query: LookupQuery, asOf: number): Promise<LookupPage> {
    const { before, limit, ...question } = query
    if (!before || limit >= READ_EVENTS_MAX) return this.#history.lookup(query, asOf)
    const key = JSON.stringify(question)
    const known = this.#readings.get(key)
    const page = known && pageOf(known, before, limit)
    this.#readings.delete(key)
    if (page) {
      this.#keep(key, known)
      return page
    }
    const found = await this.#history.lookup({ ...query, limit: READ_EVENTS_MAX }, asOf)
    const reading = { before, events: found.events, hasMore: found.next !== undefined }
    this.#keep(key, reading)
    return pageOf(reading, before, limit) ?? found
  }

  #keep(key: string, reading: Reading): void {
    for (const oldest of this.#readings.keys()) {
      if (this.#readings.size < READINGS_MAX) break
      this.#readings.delete(oldest)
    }
    this.#readings.set(key, reading)
  }
}

/** Undefined when the place is not in the reading, or too near to its end for a whole page. */
function pageOf(
  { before, events, hasMore }: Reading,
  place: HistoryPlace,
  limit: number,
): LookupPage | undefined {
  const isPlace = ({ timeMs, position }: HistoryPlace) =>
    timeMs === place.timeMs && position === place.position
  const at = events.findIndex(isPlace)
  if (at < 0 && !isPlace(before)) return undefined
  const end = at + 1 + limit
  if (end > events.length && hasMore) return undefined
  const page = events.slice(at + 1, end)
  const last = page.at(-1)
  const isLast = end >= events.length && !hasMore
  if (isLast || !last) return { events: page }
  return { events: page, next: { timeMs: last.timeMs, position: last.position } }
}
