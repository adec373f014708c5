import { setTimeout as pause } from 'node:timers/promises'
import type { NewEvents } from '../history/new-events.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Events come in bursts: who is told of the first waits a moment for the others, and does not look for each. */
const SETTLE_MS = 100

/** Watches a ledger grow. */
export class LedgerGrowth implements NewEvents {
  readonly #ledger: Ledger
  readonly #closing = new AbortController()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  async wait(after: number, withinMs: number): Promise<number> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(withinMs)])
    while (this.#ledger.durablePosition <= after && !signal.aborted) {
      await this.#ledger.grown(signal)
      // Rejects when the time is up, which is as good.
      await pause(SETTLE_MS, undefined, { signal }).catch(() => undefined)
    }
    return this.#ledger.durablePosition
  }

  /** Lets everybody go who waits, now and later. */
  close(): void {
    this.#closing.abort()
  }
}
