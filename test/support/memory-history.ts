import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { Clock } from '../../src/base/clock.ts'
import {
  type EventHistory,
  HISTORY_DAYS,
  type HistoryEvent,
  type LookupAttribute,
  type LookupPage,
  type LookupQuery,
} from '../../src/history/event-history.ts'
import { type LookupFields, lookupFieldsOf } from '../../src/history/lookup-fields.ts'
import type { Follower, PositionedEvent } from '../../src/ledger/follower.ts'

const DAY_MS = 24 * 60 * 60 * 1000

interface Kept extends LookupFields {
  readonly position: number
  readonly event: HistoryEvent
}

/** Event history in plain lists: what the word means, with no thought of speed. */
export class MemoryHistory implements EventHistory, Follower {
  readonly #clock: Clock
  readonly #events: Kept[] = []
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
    if (this.#cursor < asOf) throw new Error(`history is at ${this.#cursor}, not yet at ${asOf}`)
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

  #isShown(event: Kept, { accountId, region, attribute, fromMs, toMs, before }: LookupQuery) {
    return (
      event.category !== 'Data' &&
      event.accountId === accountId &&
      event.region === region &&
      event.timeMs >= this.#clock.now() - HISTORY_DAYS * DAY_MS &&
      event.timeMs >= (fromMs ?? -Infinity) &&
      event.timeMs <= (toMs ?? Infinity) &&
      (!before ||
        event.timeMs < before.timeMs ||
        (event.timeMs === before.timeMs && event.position < before.position)) &&
      (!attribute || has(event, attribute))
    )
  }
}

function keptOf({ position, json }: PositionedEvent): Kept {
  const fields = lookupFieldsOf(JSON.parse(json) as AuditEvent)
  const { accountId: _account, region: _region, category: _category, ...found } = fields
  return { ...fields, position, event: { ...found, json } }
}

function has(event: Kept, { key, value }: LookupAttribute): boolean {
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
