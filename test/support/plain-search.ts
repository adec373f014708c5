import type { HistoryEvent } from '../../src/history/event-history.ts'
import type {
  EventSearch,
  FoundEvent,
  SearchField,
  SearchFilter,
  SearchQuery,
  ValueCount,
} from '../../src/history/event-search.ts'
import { isDenial } from '../../src/history/event-search.ts'
import type { LookupFields } from '../../src/history/lookup-fields.ts'

export interface Searchable extends LookupFields {
  readonly position: number
  readonly event: HistoryEvent
}

/** Searching in plain lists: what the words mean, with no thought of speed. */
export function plainSearch(shownAsOf: (position: number) => readonly Searchable[]): EventSearch {
  const found = (query: SearchQuery, asOf: number) =>
    shownAsOf(asOf).filter((event) => fits(event, query))
  return {
    async search(query, { limit, before }, asOf) {
      const all = found(query, asOf)
        .filter(
          ({ timeMs, position }) =>
            !before ||
            timeMs < before.timeMs ||
            (timeMs === before.timeMs && position < before.position),
        )
        .toSorted((a, b) => b.timeMs - a.timeMs || b.position - a.position)
      const page = all.slice(0, limit)
      const last = all.length > limit ? page.at(-1) : undefined
      return {
        events: page.map(foundEvent),
        ...(last ? { next: { timeMs: last.timeMs, position: last.position } } : {}),
      }
    },
    async count(query, spanMs, asOf) {
      const spans = Map.groupBy(
        found(query, asOf),
        ({ timeMs }) => Math.floor(timeMs / spanMs) * spanMs,
      )
      return [...spans]
        .toSorted(([a], [b]) => a - b)
        .map(([startMs, events]) => ({
          startMs,
          total: events.length,
          errors: events.filter(({ errorCode }) => errorCode !== undefined).length,
          denied: events.filter(({ errorCode }) => isDenial(errorCode)).length,
        }))
    },
    async extent(query, asOf) {
      const times = found(query, asOf).map(({ timeMs }) => timeMs)
      if (times.length === 0) return undefined
      return { firstMs: Math.min(...times), lastMs: Math.max(...times) }
    },
    async values(query, { field, prefix, limit }, asOf) {
      const counts = new Map<string, number>()
      for (const event of found(query, asOf))
        for (const value of new Set(valuesOf(event, field)))
          if (value.toLowerCase().startsWith(prefix.toLowerCase()))
            counts.set(value, (counts.get(value) ?? 0) + 1)
      const all = [...counts].map(([value, count]): ValueCount => ({ value, count }))
      return all.toSorted((a, b) => b.count - a.count || byBytes(a.value, b.value)).slice(0, limit)
    },
    async find(accountId, eventId, asOf) {
      const event = shownAsOf(asOf).find(
        (one) => one.accountId === accountId && one.eventId === eventId,
      )
      return event && foundEvent(event)
    },
  }
}

function fits(event: Searchable, query: SearchQuery): boolean {
  const { accountId, regions, fromMs = -Infinity, toMs = Infinity, after = 0 } = query
  const text = event.event.json.toLowerCase()
  return (
    event.accountId === accountId &&
    (!regions || regions.includes(event.region)) &&
    event.timeMs >= fromMs &&
    event.timeMs <= toMs &&
    event.position > after &&
    query.words.every((word) => text.includes(word.toLowerCase())) &&
    query.filters.every((filter) => holds(event, filter))
  )
}

function holds(event: Searchable, { field, test, isNegated, values }: SearchFilter): boolean {
  const own = valuesOf(event, field)
  const lower = (text: string) => text.toLowerCase()
  const found = {
    exists: () => own.length > 0,
    equals: () => own.some((one) => values.includes(one)),
    contains: () => own.some((one) => values.some((value) => lower(one).includes(lower(value)))),
    'starts-with': () =>
      own.some((one) => values.some((value) => lower(one).startsWith(lower(value)))),
  }
  return found[test]() !== isNegated
}

function valuesOf(event: Searchable, field: SearchField): readonly string[] {
  if (field === 'resourceName') return event.resources.map(({ name }) => name)
  if (field === 'resourceType') return event.resources.map(({ type }) => type)
  if (field === 'awsRegion') return [event.region]
  if (field === 'readOnly') return [String(event.readOnly)]
  const value = event[field]
  return value === undefined ? [] : [value]
}

function foundEvent({ event, region, sourceIPAddress, ...fields }: Searchable) {
  const { errorCode, principalArn } = fields
  return {
    ...event,
    region,
    sourceIPAddress,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(principalArn === undefined ? {} : { principalArn }),
  } satisfies FoundEvent
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
