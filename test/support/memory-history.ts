import { type AuditEvent, HISTORY_DAYS } from '../../src/audit/audit-event.ts'
import type { Clock } from '../../src/base/clock.ts'
import {
  type EventHistory,
  type LookupAttribute,
  type LookupPage,
  type LookupQuery,
} from '../../src/history/event-history.ts'
import { lookupFieldsOf } from '../../src/history/lookup-fields.ts'
import type { EventSearch } from '../../src/history/event-search.ts'
import type { Follower, PositionedEvent } from '../../src/ledger/follower.ts'
import { plainSearch, type Searchable } from './plain-search.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Event history in plain lists: what the word means, with no thought of speed. */
export class MemoryHistory implements EventHistory, Follower {
  readonly events: EventSearch = plainSearch((asOf) => {
    this.#checkReached(asOf)
    return this.#events.filter((event) => this.#isInHistory(event))
  })
  readonly #clock: Clock
  readonly #events: Searchable[] = []
  #cursor = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async cursor(): Promise<number> {
    return this.#cursor
  }

  async accept(events: readonly PositionedEvent[]): Promise<void> {
    const fresh = events.filter(({ position }) => position > this.#cursor).map(keptOf)
    for (const [i, { position }] of fresh.entries())
      if (position !== this.#cursor + 1 + i) throw new Error(`a gap before position ${position}`)
    this.#events.push(...fresh)
    this.#cursor = fresh.at(-1)?.position ?? this.#cursor
  }

  async lookup(query: LookupQuery, asOf: number): Promise<LookupPage> {
    this.#checkReached(asOf)
    const found = this.#events
      .filter((event) => this.#isShown(event, query))
      .toSorted((a, b) => b.timeMs - a.timeMs || b.position - a.position)
    const page = found.slice(0, query.limit)
    const last = found.length > page.length ? page.at(-1) : undefined
    return {
      events: page.map(({ event }) => event),
      ...(last ? { next: { timeMs: last.timeMs, position: last.position } } : {}),
    }
  }

  #checkReached(asOf: number): void {
    if (this.#cursor < asOf) throw new Error(`history is at ${this.#cursor}, not yet at ${asOf}`)
  }

  #isInHistory({ category, timeMs }: Searchable): boolean {
    return category !== 'Data' && timeMs >= this.#clock.now() - HISTORY_DAYS * DAY_MS
  }

  #isShown(event: Searchable, { accountId, region, attribute, fromMs, toMs, before }: LookupQuery) {
    return (
      this.#isInHistory(event) &&
      event.accountId === accountId &&
      event.region === region &&
      event.timeMs >= (fromMs ?? -Infinity) &&
      event.timeMs <= (toMs ?? Infinity) &&
      (!before ||
        event.timeMs < before.timeMs ||
        (event.timeMs === before.timeMs && event.position < before.position)) &&
      (!attribute || has(event, attribute))
    )
  }
}

function keptOf({ position, json }: PositionedEvent): Searchable {
  const fields = lookupFieldsOf(JSON.parse(json) as AuditEvent)
  const { eventId, eventName, readOnly, username, eventSource, accessKeyId, resources, timeMs } =
    fields
  const event = {
    position,
    eventId,
    eventName,
    readOnly,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    timeMs,
    eventSource,
    ...(username === undefined ? {} : { username }),
    resources,
    json,
  }
  return { ...fields, position, event }
}

function has(event: Searchable, { key, value }: LookupAttribute): boolean {
  switch (key) {
    case 'EventId':
      return event.eventId === value
    case 'EventName':
      return event.eventName === value
    case 'ReadOnly':
      return String(event.readOnly) === value
    case 'Username':
      return event.username === value
    case 'ResourceType':
      return event.resources.some(({ type }) => type === value)
    case 'ResourceName':
      return event.resources.some(({ name }) => name === value)
    case 'EventSource':
      return event.eventSource === value
    case 'AccessKeyId':
      return event.accessKeyId === value
  }
}
