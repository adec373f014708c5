import type {
  EventSearch,
  FoundEvent,
  FoundPage,
  SearchPage,
  SearchQuery,
} from '../../history/event-search.ts'

/** For those who download: a page of the usual events is about 3 MB. */
export const PAGE_EVENTS_MAX = 2_000
/** JSON of events in an answer; events may have a quarter of a megabyte each. */
const PAGE_CHARACTERS_MAX = 4_000_000
/** Read at once, so that neither the engine nor this thread ever holds many more than the page may have. */
const PART_EVENTS = 500

/** One page, which ends early rather than become too large for an answer; it never comes back empty for that. */
export async function searchPage(
  events: EventSearch,
  query: SearchQuery,
  { limit, before }: SearchPage,
  asOf: number,
): Promise<FoundPage> {
  const found: FoundEvent[] = []
  let characters = 0
  let place = before
  do {
    const part = { limit: Math.min(limit - found.length, PART_EVENTS) }
    const page = await events.search(query, { ...part, ...(place ? { before: place } : {}) }, asOf)
    for (const event of page.events) {
      characters += event.json.length
      if (found.length > 0 && characters > PAGE_CHARACTERS_MAX) return endingEarly(found)
      found.push(event)
    }
    place = page.next
  } while (place && found.length < limit)
  return { events: found, ...(place ? { next: place } : {}) }
}

function endingEarly(events: readonly FoundEvent[]): FoundPage {
  const last = events.at(-1)
  return { events, ...(last ? { next: { timeMs: last.timeMs, position: last.position } } : {}) }
}
