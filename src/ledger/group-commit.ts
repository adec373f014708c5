import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LedgerBatch } from './ledger-store.ts'

/**
 * Batches that come in one turn share one flush. To a thread that blocks while it flushes, everything comes in one turn that
 * came meanwhile, so that a disk's flush is paid once by many calls and no flush waits for anything but the one before.
 */
export class GroupCommit {
  readonly #append: (...batches: readonly LedgerBatch[]) => void
  #waiting: LedgerBatch[] = []
  #flushed: Promise<void> = Promise.resolve()

  /** @param append makes them durable, all or nothing */
  constructor(append: (...batches: readonly LedgerBatch[]) => void) {
    this.#append = append
  }

  append(batch: LedgerBatch): Promise<void> {
    if (this.#waiting.push(batch) === 1) this.#flushed = this.#flush()
    return this.#flushed
  }

  async #flush(): Promise<void> {
    await nextTurn()
    const batches = this.#waiting
    this.#waiting = []
    this.#append(...batches)
  }
}
