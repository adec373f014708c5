/** Entries of calls that came close together. */
export interface LedgerBatch {
  /** Position of the first event; the others follow without a gap. */
  readonly firstPosition: number
  /** Events as compact JSON. */
  readonly events: readonly string[]
  readonly changes: readonly StoredChange[]
  readonly archived?: readonly StoredArchiveEntry[]
}

/** An {@link ArchiveEntry} with its value as JSON. */
export type StoredArchiveEntry = readonly [
  archive: string,
  key: string,
  value: string,
  expiresMs: number,
]

/** A {@link ResourceChange} with its value as JSON; no value deletes. Its number is that of {@link Resources.apply}. */
export type StoredChange = readonly [id: number, collection: string, key: string, value?: string]

export interface StoredLedger {
  /** Position of the last durable event, 0 in a new ledger. */
  readonly lastPosition: number
  /** Every resource, in the order in which they were first put; in pages, so that memory never holds all of them twice. */
  readonly resources: AsyncIterable<readonly StoredChange[]>
}

/** Where a ledger is kept. One ledger owns one store. */
export interface LedgerStore {
  load(): Promise<StoredLedger>

  /**
   * All or nothing, and after every batch that was appended before: those may still be under way, and may share its flush.
   * When it resolves, the batch would survive a power cut; when it rejects, nobody knows whether it does, and the store
   * takes no more.
   */
  append(batch: LedgerBatch): Promise<void>

  /** The value, as JSON, of the smallest key of an archive with `from` <= key < `below`. */
  firstArchived(archive: string, from: string, below: string): Promise<string | undefined>

  /**
   * Forgets events that every follower has durably dealt with, and what is archived no longer than until `nowMs`. Keeps the
   * last event, which carries the position.
   */
  trim(upTo: number, nowMs: number): Promise<void>

  close(): Promise<void>
}
