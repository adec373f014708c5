import type {
  LedgerBatch,
  LedgerStore,
  StoredArchiveEntry,
  StoredChange,
  StoredLedger,
} from '../../src/ledger/ledger-store.ts'

export type Fault = 'failed and not done' | 'failed but done'

/** A store in memory that keeps the store's contract, complains when the ledger breaks its own, and fails on demand. */
export class FaultyStore implements LedgerStore {
  readonly events: string[] = []
  /** `collection key` -> the last change. */
  readonly resources = new Map<string, StoredChange>()
  readonly archived = new Map<string, StoredArchiveEntry>()
  readonly batches: LedgerBatch[] = []
  /** What the next append does instead of working. */
  fault: Fault | undefined
  /** Runs at the start of every append and is waited for: a test piles calls up behind a flush, or arms a fault. */
  onAppend: () => Promise<void> | void = () => undefined
  #appended: Promise<void> = Promise.resolve()

  async load(): Promise<StoredLedger> {
    return { lastPosition: this.events.length, resources: this.#pages() }
  }

  async *#pages() {
    yield [...this.resources.values()]
  }

  append(batch: LedgerBatch): Promise<void> {
    // One after the other, and none after one that failed.
    this.#appended = this.#appended.then(() => this.#append(batch))
    return this.#appended
  }

  async firstArchived(archive: string, from: string, below: string): Promise<string | undefined> {
    const found = [...this.archived.values()]
      .filter(([name, key]) => name === archive && from <= key && key < below)
      .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    return found[0]?.[2]
  }

  async trim(): Promise<void> {}
  async close(): Promise<void> {}

  /** What a new process would find. */
  reopened(): FaultyStore {
    const store = new FaultyStore()
    store.events.push(...this.events)
    for (const [key, change] of this.resources) store.resources.set(key, change)
    for (const [key, entry] of this.archived) store.archived.set(key, entry)
    return store
  }

  async #append(batch: LedgerBatch): Promise<void> {
    if (batch.firstPosition !== this.events.length + 1) throw new Error('a gap between positions')
    await this.onAppend()
    if (this.fault !== 'failed and not done') this.#apply(batch)
    if (this.fault) throw new Error(this.fault)
  }

  #apply(batch: LedgerBatch): void {
    this.batches.push(batch)
    this.events.push(...batch.events)
    for (const change of batch.changes) {
      const [id, collection, key, value] = change
      const name = `${collection} ${key}`
      if ((this.resources.get(name)?.[0] ?? id) !== id) throw new Error(`${name} is not ${id}`)
      if (value === undefined) this.resources.delete(name)
      else this.resources.set(name, change)
    }
    for (const entry of batch.archived ?? []) this.archived.set(`${entry[0]} ${entry[1]}`, entry)
  }
}
