import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ArchiveEntry } from '../ledger/archive.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import { type BucketWatch, statusesToTell } from './bucket-watch.ts'
import { deliveredFile } from './delivered-files.ts'
import {
  type Delivery,
  type DeliveryClaim,
  deliveries,
  deliveryChanges,
  type RegionStatus,
  regionStatus,
  regionStatuses,
} from './delivery-state.ts'
import { putUndigested } from './digest-chain.ts'
import { TIMED_OUT } from './destination.ts'
import { fedUpTo } from './feeds/feed-state.ts'
import type { LogFilesWritten, LogFileWriter } from './log-file-writer.ts'
import { owedFor } from './notifications.ts'
import { OneAtATime } from './one-at-a-time.ts'
import type { OwnCalls } from './own-calls.ts'
import { DAY_MS, isPaused, nextRetry, RETRY_DAYS_MAX } from './retry.ts'

/** Events of one claim: what a crash makes us do again, and about 50 MB of them at the usual size. */
const CLAIM_EVENTS_MAX = 40_000
/**
 * The bucket's access control list is looked at with every delivery. An event of each would be the only one of the next,
 * so that an idle trail delivered without end; this often an idle trail of AWS's does.
 */
const ACL_EVENT_MS = 5 * 60 * 1000

export interface DeliveryParts {
  readonly ledger: Ledger
  readonly writer: LogFileWriter
  readonly watch: Pick<BucketWatch, 'faultOf'>
  readonly ownCalls: OwnCalls
  readonly clock: Clock
  readonly random: Random
}

/**
 * Delivers what trails recorded, each from its own cursor, in three steps: claim a range durably, write its files, move the
 * cursor. A crash after the first repeats the second to the byte; so every event is in exactly one file.
 */
export class TrailDelivery {
  readonly #ledger: Ledger
  readonly #writer: LogFileWriter
  readonly #watch: Pick<BucketWatch, 'faultOf'>
  readonly #ownCalls: OwnCalls
  readonly #clock: Clock
  readonly #random: Random
  readonly #runs = new OneAtATime()

  constructor({ ledger, writer, watch, ownCalls, clock, random }: DeliveryParts) {
    this.#ledger = ledger
    this.#writer = writer
    this.#watch = watch
    this.#ownCalls = ownCalls
    this.#clock = clock
    this.#random = random
  }

  /**
   * Delivers everything that is durable by now. A destination that fails leaves its trail where it was, for the next time,
   * and never keeps the others waiting. Rejects only when the ledger cannot write.
   */
  async deliverDue(): Promise<void> {
    await Promise.all(this.#all().map(({ key }) => this.#run(key)))
  }

  /** Tries again what failed and has waited long enough. */
  async retryDue(): Promise<void> {
    const failed = this.#all().filter(({ key, retry }) => retry && !this.#runs.isRunning(key))
    await Promise.all(failed.map(({ key }) => this.#run(key)))
  }

  /** The position up to which no trail needs the ledger's events any more. */
  deliveredUpTo(): number {
    const waiting = this.#all().filter(({ recorded }) => recorded.length > 0)
    return Math.min(this.#ledger.durablePosition, ...waiting.map(({ cursor }) => cursor))
  }

  #all(): readonly Delivery[] {
    return this.#ledger.resources.list(deliveries)
  }

  #run(key: string): Promise<void> {
    return this.#runs.run(key, () => this.#deliver(key))
  }

  async #deliver(key: string): Promise<void> {
    // What is delivered now leaves events, and a trail may record those; they are for the next time.
    const dueUpTo = this.#ledger.durablePosition
    for (;;) {
      const claimed = await this.#claim(key, dueUpTo)
      if (!claimed) return
      const { delivery, claim } = claimed
      const attemptMs = this.#clock.now()
      const written = await this.#write(delivery, claim)
      await this.#change(key, (now) =>
        Object.keys(written.failures).length > 0
          ? this.#failed(now, written, attemptMs)
          : this.#delivered(now, claim, written, attemptMs),
      )
      if (Object.keys(written.failures).length > 0) return
    }
  }

  async #write(delivery: Delivery, claim: DeliveryClaim): Promise<LogFilesWritten> {
    const fault = await this.#watch.faultOf(delivery)
    if (fault === undefined) return this.#writer.write(jobOf(delivery, claim))
    const told = statusesToTell(delivery, this.#ledger.resources)
    return { files: [], failures: Object.fromEntries(told.map(({ region }) => [region, fault])) }
  }

  /** The claim that a crash or a failure left behind, or a new one; undefined when nothing is due. */
  async #claim(
    key: string,
    dueUpTo: number,
  ): Promise<{ delivery: Delivery; claim: DeliveryClaim } | undefined> {
    const delivery = this.#ledger.resources.get(deliveries, key)
    const madeMs = this.#clock.now()
    if (!delivery || isPaused(delivery.retry, madeMs)) return undefined
    // A claim that fails for long is made again from time to time, without what has become too old meanwhile.
    if (delivery.claim && madeMs - delivery.claim.madeMs < DAY_MS)
      return { delivery, claim: delivery.claim }
    const lastWanted = Math.max(0, ...delivery.recorded.map(({ upTo = Infinity }) => upTo))
    const upTo = Math.min(dueUpTo, lastWanted, delivery.cursor + CLAIM_EVENTS_MAX)
    if (upTo <= delivery.cursor) return undefined
    const claim = { upTo, madeMs }
    await this.#change(key, (now) => ({ delivery: { ...now, claim } }))
    const durable = this.#ledger.resources.get(deliveries, key)
    return durable && { delivery: durable, claim }
  }

  #delivered(
    now: Delivery,
    { upTo: cursor }: DeliveryClaim,
    { files }: LogFilesWritten,
    attemptMs: number,
  ): Change {
    const { claim: _claim, retry: _retry, ...kept } = now
    const { resources } = this.#ledger
    const doneUpTo = Math.min(cursor, fedUpTo(now, resources))
    const recorded = now.recorded.filter(({ upTo = Infinity }) => upTo > doneUpTo)
    const regions = new Set(files.map(({ region }) => region))
    const repaired = regionStatuses(resources, now.key).filter(({ latestError }) => latestError)
    const isValidated = now.validation !== undefined && now.validation.isEnding === undefined
    const deliveredMs = this.#clock.now()
    const keys = files.map(({ s3Object }) => s3Object)
    const bucket = files[0]?.s3Bucket
    const hasReadAcl =
      bucket !== undefined && deliveredMs - (now.aclReadMs ?? -Infinity) >= ACL_EVENT_MS
    return {
      delivery: {
        ...kept,
        ...(hasReadAcl ? { aclReadMs: deliveredMs } : {}),
        cursor,
        recorded,
      },
      events: bucket === undefined ? [] : this.#ownCalls({ bucket, hasReadAcl, keys }),
      statuses: [
        ...repaired.map(({ latestError: _error, ...status }) => status),
        ...[...regions].map((region) => {
          const { latestError: _error, ...status } = regionStatus(resources, now.key, region)
          return { ...status, latestDeliveryMs: deliveredMs, latestAttemptMs: attemptMs }
        }),
      ],
      others: [
        ...(isValidated ? files.map((file) => putUndigested(now.key, file, deliveredMs)) : []),
        ...owedFor(now, files, cursor, { resources, nowMs: deliveredMs }),
      ],
      archived: files.map((file) => deliveredFile(now, file, deliveredMs)),
    }
  }

  #failed(now: Delivery, { failures }: LogFilesWritten, latestAttemptMs: number): Change {
    const { resources } = this.#ledger
    return {
      delivery: { ...now, retry: nextRetry(now.retry, this.#clock.now(), this.#random) },
      statuses: Object.entries(failures).map(([region, code]) => ({
        ...regionStatus(resources, now.key, region),
        latestAttemptMs,
        ...(code === TIMED_OUT ? {} : { latestError: code }),
      })),
    }
  }

  /** Changes a delivery as it is now, which a StopLogging may have changed since it was read. */
  async #change(key: string, change: (now: Delivery) => Change): Promise<void> {
    const { resources } = this.#ledger
    const now = resources.get(deliveries, key)
    if (!now) return
    const { delivery, events = [], statuses = [], others = [], archived = [] } = change(now)
    const changes = [...deliveryChanges(delivery, statuses, resources), ...others]
    await this.#ledger.commit({ events, changes, archived })
  }
}

interface Change {
  readonly delivery: Delivery
  readonly events?: readonly string[]
  readonly statuses?: readonly RegionStatus[]
  readonly others?: readonly ResourceChange[]
  readonly archived?: readonly ArchiveEntry[]
}

function jobOf(delivery: Delivery, { upTo, madeMs }: DeliveryClaim) {
  const { trailArn, s3BucketName, s3KeyPrefix, organizationId, recorded, cursor } = delivery
  return {
    trailArn,
    s3BucketName,
    ...(s3KeyPrefix === undefined ? {} : { s3KeyPrefix }),
    ...(organizationId === undefined ? {} : { organizationId }),
    recorded,
    after: cursor,
    upTo,
    eventsSinceMs: madeMs - RETRY_DAYS_MAX * DAY_MS,
  }
}
