import type { Clock } from '../base/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import { DestinationError } from './destination.ts'
import type { LogFileWriter } from './log-file-writer.ts'
import { type Delivery, deliveries } from './trail.ts'

/** Events of one claim: what a crash makes us do again, and about 50 MB of them at the usual size. */
const CLAIM_EVENTS_MAX = 40_000

/**
 * Delivers what trails recorded, each from its own cursor, in three steps: claim a range durably, write its files, move the
 * cursor. A crash after the first repeats the second to the byte; so every event is in exactly one file.
 */
export class TrailDelivery {
  readonly #ledger: Ledger
  readonly #writer: LogFileWriter
  readonly #clock: Clock
  #running: Promise<void> = Promise.resolve()

  constructor(ledger: Ledger, writer: LogFileWriter, clock: Clock) {
    this.#ledger = ledger
    this.#writer = writer
    this.#clock = clock
  }

  /**
   * Delivers everything that is durable by now. A destination that fails leaves its trail where it was, for the next time,
   * and never keeps the others waiting. Rejects only when the ledger cannot write.
   */
  deliverDue(): Promise<void> {
    this.#running = this.#running.then(() => this.#deliverAll())
    return this.#running
  }

  /** The position up to which no trail needs the ledger's events any more. */
  deliveredUpTo(): number {
    const waiting = this.#ledger.resources
      .list(deliveries)
      .filter((delivery) => delivery.recorded.length > 0)
    return Math.min(this.#ledger.durablePosition, ...waiting.map(({ cursor }) => cursor))
  }

  async #deliverAll(): Promise<void> {
    const all = this.#ledger.resources.list(deliveries)
    await Promise.all(all.map(({ key }) => this.#deliver(key)))
  }

  async #deliver(key: string): Promise<void> {
    for (;;) {
      const claimed = await this.#claim(key)
      if (!claimed) return
      const { cursor, claimedUpTo } = claimed
      const attemptMs = this.#clock.now()
      try {
        const files = await this.#writer.write({ ...claimed, after: cursor, upTo: claimedUpTo })
        await this.#change(key, (now) => delivered(now, claimedUpTo, attemptMs, files.length > 0))
      } catch (error) {
        if (!(error instanceof DestinationError)) throw error
        const { code } = error
        await this.#change(key, (now) => ({
          ...now,
          latestAttemptMs: attemptMs,
          latestError: code,
        }))
        return
      }
    }
  }

  /** The claim that a crash left behind, or a new one; undefined when nothing is due. */
  async #claim(key: string): Promise<(Delivery & { readonly claimedUpTo: number }) | undefined> {
    const delivery = this.#ledger.resources.get(deliveries, key)
    if (!delivery) return undefined
    if (delivery.claimedUpTo !== undefined)
      return { ...delivery, claimedUpTo: delivery.claimedUpTo }
    const lastWanted = Math.max(0, ...delivery.recorded.map(({ upTo = Infinity }) => upTo))
    const claimedUpTo = Math.min(
      this.#ledger.durablePosition,
      lastWanted,
      delivery.cursor + CLAIM_EVENTS_MAX,
    )
    if (claimedUpTo <= delivery.cursor) return undefined
    await this.#change(key, (now) => ({ ...now, claimedUpTo }))
    const durable = this.#ledger.resources.get(deliveries, key)
    return durable && { ...durable, claimedUpTo }
  }

  /** Changes a delivery as it is now, which a StopLogging may have changed since it was read. */
  async #change(key: string, change: (now: Delivery) => Delivery): Promise<void> {
    const now = this.#ledger.resources.get(deliveries, key)
    if (!now) return
    await this.#ledger.commit({ events: [], changes: [changeOf(change(now))] })
  }
}

function delivered(now: Delivery, cursor: number, attemptMs: number, hasFiles: boolean): Delivery {
  const { claimedUpTo: _claim, latestError: _error, ...kept } = now
  return {
    ...kept,
    cursor,
    recorded: now.recorded.filter(({ upTo = Infinity }) => upTo > cursor),
    ...(hasFiles ? { latestDeliveryMs: attemptMs, latestAttemptMs: attemptMs } : {}),
  }
}

/** Of a deleted trail nothing is kept once everything it recorded is delivered. */
function changeOf(delivery: Delivery): ResourceChange {
  return delivery.isTrailDeleted && delivery.recorded.length === 0
    ? deliveries.delete(delivery.key)
    : deliveries.put(delivery.key, delivery)
}
