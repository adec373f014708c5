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
  readonly resources = new Map<string, StoredChange>()
  readonly archived = new Map<string, StoredArchiveEntry>()
  readonly batches: LedgerBatch[] = []
  /** What the next append does instead of working. */
  fault: Fault | undefined
  /** Runs at the start of every append and is waited for: a test piles calls up behind a flush, or arms a fault. */
  onAppend: () => Promise<void> | void = () => undefined
  #isAppending = false
  #isDead = false

  async load(): Promise<StoredLedger> {
    return { lastPosition: this.events.length, resources: this.#pages() }
  }

  async *#pages() {
    yield [...this.resources.values()]
  }

  async append(batch: LedgerBatch): Promise<void> {
    if (this.#isAppending) throw new Error('two appends overlap')
    if (this.#isDead) throw new Error('an append after a failed one')
    if (batch.firstPosition !== this.events.length + 1) throw new Error('a gap between positions')
    this.#isAppending = true
    await this.onAppend()
    this.#isAppending = false
    this.#isDead = this.fault !== undefined
    if (this.fault !== 'failed and not done') this.#apply(batch)
    if (this.fault) throw new Error(this.fault)
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

  #apply(batch: LedgerBatch): void {
    this.batches.push(batch)
    this.events.push(...batch.events)
    for (const change of batch.changes) {
      const id = `${change[0]} ${change[1]}`
      if (change[2] === undefined) this.resources.delete(id)
      else this.resources.set(id, change)
    }
    for (const entry of batch.archived ?? []) this.archived.set(`${entry[0]} ${entry[1]}`, entry)
  }
}
