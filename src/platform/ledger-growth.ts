import { setTimeout as pause } from 'node:timers/promises'
import type { NewEvents } from '../history/new-events.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** Events come in bursts: who is told of the first waits a moment for the others, and does not look for each. */
const SETTLE_MS = 100

/** Each of them looks again at every burst. Who comes on top is told when the time is up, and looks once. */
const TOLD_AT_ONCE_MAX = 100

/** Watches a ledger grow. */
export class LedgerGrowth implements NewEvents {
  readonly #ledger: Ledger
  readonly #closing = new AbortController()
  #waiting = 0

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  async wait(after: number, withinMs: number): Promise<number> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(withinMs)])
    if (this.#waiting < TOLD_AT_ONCE_MAX) await this.#growth(after, signal)
    else await untilOver(signal)
    return this.#ledger.durablePosition
  }

  async #growth(after: number, signal: AbortSignal): Promise<void> {
    this.#waiting++
    while (this.#ledger.durablePosition <= after && !signal.aborted) {
      await this.#ledger.grown(signal)
      await untilOver(signal, SETTLE_MS)
    }
    this.#waiting--
  }

  /** Lets everybody go who waits, now and later. */
  close(): void {
    this.#closing.abort()
  }
}

/** Resolves when the signal says so, or after that time. */
async function untilOver(signal: AbortSignal, ms = 2 ** 31 - 1): Promise<void> {
  // Rejects when it is the signal, which is as good.
  await pause(ms, undefined, { signal }).catch(() => undefined)
}
