import type { Archive, ArchiveEntry, ArchiveReader } from './archive.ts'
import type { LedgerStore, StoredArchiveEntry, StoredChange } from './ledger-store.ts'
import { type ResourceChange, type ResourceReader, Resources } from './resources.ts'

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

/**
 * The one write path. Entries that wait while a flush is under way share the next one (group commit), so that a disk's
 * flush is paid once by many calls.
 */
export class Ledger {
  readonly #store: LedgerStore
  readonly #resources: Resources
  readonly #onFailure: (failure: LedgerFailure) => void
  #lastPosition: number
  #durablePosition: number
  #waiting = new Batch()
  readonly #waitingForGrowth = new Set<() => void>()
  #flushing: Promise<void> | undefined
  #failure: LedgerFailure | undefined

  private constructor(
    store: LedgerStore,
    resources: Resources,
    lastPosition: number,
    onFailure: (failure: LedgerFailure) => void,
  ) {
    this.#store = store
    this.#resources = resources
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
    const resources = new Resources()
    for await (const page of stored.resources)
      resources.apply(
        page.map(([collection, key, value = 'null']) => ({
          collection,
          key,
          value: JSON.parse(value) as unknown,
        })),
      )
    return new Ledger(store, resources, stored.lastPosition, onFailure)
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
    this.#resources.apply(entry.changes)
    this.#lastPosition += entry.events.length
    const batch = this.#waiting
    batch.add(entry)
    this.#flushing ??= this.#flush()
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
    await this.#flushing
    await this.#store.close()
  }

  /** Ends when nothing waits any more; never rejects. */
  async #flush(): Promise<void> {
    while (!this.#waiting.isEmpty && !this.#failure) {
      const batch = this.#waiting
      this.#waiting = new Batch()
      const firstPosition = this.#durablePosition + 1
      try {
        const { events, changes, archived } = batch
        await this.#store.append({ firstPosition, events, changes, archived })
        this.#durablePosition += batch.events.length
        batch.resolve()
        if (batch.events.length > 0) this.#tellGrown()
      } catch (cause) {
        this.#fail(new LedgerFailure('the ledger could not be written', { cause }), batch)
      }
    }
    this.#flushing = undefined
  }

  #tellGrown(): void {
    const waiting = [...this.#waitingForGrowth]
    this.#waitingForGrowth.clear()
    for (const tell of waiting) tell()
  }

  #fail(failure: LedgerFailure, batch: Batch): void {
    // After a failed flush nobody knows what is on disk; going on would build on sand.
    this.#failure = failure
    batch.reject(failure)
    this.#waiting.reject(failure)
    this.#onFailure(failure)
  }
}

/** The entries that share a flush, and the promise that all their callers wait for. */
class Batch {
  readonly events: string[] = []
  readonly changes: StoredChange[] = []
  readonly archived: StoredArchiveEntry[] = []
  readonly #settled = Promise.withResolvers<void>()
  #size = 0

  get isEmpty(): boolean {
    return this.#size === 0
  }

  get durable(): Promise<void> {
    return this.#settled.promise
  }

  add(entry: LedgerEntry): void {
    this.#size++
    for (const event of entry.events) this.events.push(event)
    for (const { collection, key, value } of entry.changes)
      this.changes.push(
        value === undefined ? [collection, key] : [collection, key, JSON.stringify(value)],
      )
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
