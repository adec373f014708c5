import type { Archive, ArchiveEntry, ArchiveReader } from './archive.ts'
import type { LedgerStore, StoredArchiveEntry, StoredChange } from './ledger-store.ts'
import { type ResourceChange, type ResourceReader, Resources } from './resources.ts'

/**
 * The store begins with these while the calls that came with them are still being decided. Few, so that neither waits long
 * for the other; and enough to be worth waking a thread.
 */
const BATCH_ENTRIES_MAX = 32

/**
 * One call's whole lasting effect: its events and the changes it made. Both or neither survive a crash.
 * Only what AWS has no event for is committed
 * without one: a follower's own bookkeeping, and signing out of the console.
 */
export interface LedgerEntry {
  /** As compact JSON, built once. */
  readonly events: readonly string[]
  readonly changes: readonly ResourceChange[]
  readonly archived?: readonly ArchiveEntry[]
}

/** The ledger could not write. What was in flight may or may not be kept, so nothing more is acknowledged. */
export class LedgerFailure extends Error {}

/** The one write path. */
export class Ledger {
  readonly #store: LedgerStore
  readonly #resources = new Resources()
  readonly #onFailure: (failure: LedgerFailure) => void
  #lastPosition: number
  #durablePosition: number
  #gathering: Batch | undefined
  #appended: Promise<void> = Promise.resolve()
  readonly #waitingForGrowth = new Set<() => void>()
  #failure: LedgerFailure | undefined

  private constructor(
    store: LedgerStore,
    lastPosition: number,
    onFailure: (failure: LedgerFailure) => void,
  ) {
    this.#store = store
    this.#lastPosition = lastPosition
    this.#durablePosition = lastPosition
    this.#onFailure = onFailure
  }

  /** `onFailure` is told once, when a flush has failed: memory is then ahead of the disk, and the process has to stop. */
  static async open(
    store: LedgerStore,
    onFailure: (failure: LedgerFailure) => void,
  ): Promise<Ledger> {
    const stored = await store.load()
    const ledger = new Ledger(store, stored.lastPosition, onFailure)
    for await (const page of stored.resources)
      for (const [id, collection, key, value = 'null'] of page)
        ledger.#resources.restore(id, collection, key, JSON.parse(value))
    return ledger
  }

  /** As of the newest decision, durable or not: what the next decision builds on. */
  get resources(): ResourceReader {
    return this.#resources
  }

  get archive(): ArchiveReader {
    return {
      first: async <T>({ name }: Archive<T>, from: string, below: string) => {
        const value = await this.#store.firstArchived(name, from, below)
        return value === undefined ? undefined : (JSON.parse(value) as T)
      },
    }
  }

  /** Position that the next event will get. Positions are dense, start at 1, and follow the order of commits. */
  get nextPosition(): number {
    return this.#lastPosition + 1
  }

  /** Every event at or before this position would survive a power cut. */
  get durablePosition(): number {
    return this.#durablePosition
  }

  /**
   * Changes are visible to the next decision at once, and durable with their events when the promise resolves.
   * Call it in the turn that decided the entry, so that the order of positions is the order of decisions.
   * Rejects with {@link LedgerFailure}.
   */
  commit(entry: LedgerEntry): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure)
    const batch = this.#gathering ?? this.#gather()
    batch.add(entry, this.#resources.apply(entry.changes))
    this.#lastPosition += entry.events.length
    if (batch.entries >= BATCH_ENTRIES_MAX) this.#appended = this.#append(batch)
    return batch.durable
  }

  /** Resolves when there are further durable events. Whoever stops waiting says so with the signal, and it resolves too. */
  grown(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (signal.aborted) return Promise.resolve()
    this.#waitingForGrowth.add(resolve)
    signal.addEventListener('abort', () => {
      this.#waitingForGrowth.delete(resolve)
      resolve()
    })
    return promise
  }

  /** See {@link LedgerStore.trim}. */
  trim(upTo: number, nowMs: number): Promise<void> {
    return this.#store.trim(upTo, nowMs)
  }

  /** Waits for what was committed, then closes the store. */
  async close(): Promise<void> {
    if (this.#gathering) this.#appended = this.#append(this.#gathering)
    await this.#appended
    await this.#store.close()
  }

  /** Whoever else commits in this turn shares the batch, until it is full. */
  #gather(): Batch {
    const batch = new Batch(this.#lastPosition + 1)
    this.#gathering = batch
    setImmediate(() => {
      if (this.#gathering === batch) this.#appended = this.#append(batch)
    })
    return batch
  }

  /** Does not wait for the batches before: the store keeps their order. Never rejects. */
  async #append(batch: Batch): Promise<void> {
    this.#gathering = undefined
    const { firstPosition, events, changes, archived } = batch
    try {
      await this.#store.append({ firstPosition, events, changes, archived })
      this.#durablePosition += events.length
      batch.resolve()
      if (events.length > 0) this.#tellGrown()
    } catch (cause) {
      this.#fail(new LedgerFailure('the ledger could not be written', { cause }), batch)
    }
  }

  #tellGrown(): void {
    const waiting = [...this.#waitingForGrowth]
    this.#waitingForGrowth.clear()
    for (const tell of waiting) tell()
  }

  #fail(failure: LedgerFailure, batch: Batch): void {
    batch.reject(failure)
    if (this.#failure) return
    // After a failed flush nobody knows what is on disk; going on would build on sand.
    this.#failure = failure
    this.#onFailure(failure)
  }
}

/** Entries that are appended together, and the promise that all their callers wait for. */
class Batch {
  readonly firstPosition: number
  readonly events: string[] = []
  readonly changes: StoredChange[] = []
  readonly archived: StoredArchiveEntry[] = []
  readonly #settled = Promise.withResolvers<void>()
  #entries = 0

  constructor(firstPosition: number) {
    this.firstPosition = firstPosition
  }

  get entries(): number {
    return this.#entries
  }

  get durable(): Promise<void> {
    return this.#settled.promise
  }

  /** @param ids the numbers of its changes' resources */
  add(entry: LedgerEntry, ids: readonly (number | undefined)[]): void {
    this.#entries++
    for (const event of entry.events) this.events.push(event)
    entry.changes.forEach(({ collection, key, value }, i) => {
      const id = ids[i]
      if (id === undefined) return
      this.changes.push(
        value === undefined ? [id, collection, key] : [id, collection, key, JSON.stringify(value)],
      )
    })
    for (const { archive, key, value, expiresMs } of entry.archived ?? [])
      this.archived.push([archive, key, JSON.stringify(value), expiresMs])
  }

  resolve(): void {
    this.#settled.resolve()
  }

  reject(failure: LedgerFailure): void {
    // A batch nobody waits for must not become an unhandled rejection; whoever waits still sees it.
    this.#settled.promise.catch(() => undefined)
    this.#settled.reject(failure)
  }
}
