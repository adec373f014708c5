/**
 * Everything that happens after a call is answered happens in a follower: event history, each trail, whatever comes later.
 * A follower reads the ledger from a cursor of its own, in order, at least once; doing a step twice is harmless.
 */

/** An event as the ledger keeps it. Positions are dense, start at 1 and grow in commit order. */
export interface PositionedEvent {
  readonly position: number
  /** The event as compact JSON, byte for byte what every reader will ever see. */
  readonly json: string
}

/** Reads durable events; safe beside a ledger that writes, from any thread. */
export interface LedgerReader {
  /**
   * Events with `after` < position <= `upTo`, oldest first, at most `limit` of them.
   * Fewer than asked for means that there are no more yet.
   */
  read(after: number, upTo: number, limit: number): readonly PositionedEvent[]
  close(): void
}

export interface Follower {
  /** The position of the last event durably dealt with; 0 at the very start. */
  cursor(): Promise<number>

  /**
   * Deals with events that follow the cursor without a gap. When it resolves, they and the new cursor are durable together;
   * when it rejects, either nothing happened or everything did. Events at or before the cursor are passed over.
   */
  accept(events: readonly PositionedEvent[]): Promise<void>
}

/**
 * Enough to make batches worth their commit, and few enough to stay small in memory (about 15 MB of events). A row group of
 * event history: what fills one is compressed once and past its log, in half the time.
 */
const BATCH_EVENTS_MAX = 10_240

/** Feeds a follower until its cursor is at `upTo`. Resolves with the cursor. */
export async function catchUp(
  follower: Follower,
  reader: LedgerReader,
  upTo: number,
): Promise<number> {
  let cursor = await follower.cursor()
  while (cursor < upTo) {
    const events = reader.read(cursor, upTo, BATCH_EVENTS_MAX)
    const last = events.at(-1)
    if (!last) break
    await follower.accept(events)
    cursor = last.position
  }
  return cursor
}

/** Events that a follower has not had and the ledger no longer has. */
export interface Gap {
  readonly first: number
  readonly last: number
  /** When the oldest event was recorded that is still there. */
  readonly until: string
}

/** What is missing right behind a cursor. Undefined when nothing is; the ledger always keeps its last event. */
export function gapBehind(cursor: number, reader: LedgerReader): Gap | undefined {
  const [next] = reader.read(cursor, Number.MAX_SAFE_INTEGER, 1)
  if (!next || next.position === cursor + 1) return undefined
  const { eventTime } = JSON.parse(next.json) as { readonly eventTime: string }
  return { first: cursor + 1, last: next.position - 1, until: eventTime }
}
