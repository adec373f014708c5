import { hash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { Runs } from '../base/runs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import {
  type Delivery,
  deliveries,
  deliveryChanges,
  type RegionStatus,
  regionStatus,
} from './delivery-state.ts'
import type { LogFile } from './log-file-writer.ts'
import { type Notifier, NotifierError } from './notifier.ts'
import { DAY_MS, isPaused, nextRetry, RETRY_DAYS_MAX } from './retry.ts'

/** Notifications that may wait for a trail's topic; of further files it is not told. */
export const OWED_MAX = 10_000
/** Files that one notification names. */
const FILES_MAX = 100

/** Files are delivered and their topic is not told yet. */
interface OwedNotification {
  readonly key: string
  readonly deliveryKey: string
  readonly trailArn: string
  readonly topicArn: string
  readonly region: string
  readonly s3Bucket: string
  readonly s3ObjectKeys: readonly string[]
  readonly sinceMs: number
}

const owed = collection<OwedNotification>('trails/owed-notification')

const owedOfDelivery: Index<OwedNotification> = {
  of: owed,
  keyOf: ({ deliveryKey }) => deliveryKey,
}

/** Committed with the delivery of the files, so that none is forgotten: a notification for each region. */
export function owedFor(
  delivery: Delivery,
  files: readonly LogFile[],
  upTo: number,
  { resources, nowMs }: { readonly resources: ResourceReader; readonly nowMs: number },
): readonly ResourceChange[] {
  const { key: deliveryKey, trailArn, snsTopicArn: topicArn, s3BucketName } = delivery
  if (topicArn === undefined) return []
  const room = OWED_MAX - resources.find(owedOfDelivery, deliveryKey).length
  const changes: ResourceChange[] = []
  for (const [region, keys] of Map.groupBy(files, (file) => file.region))
    for (let start = 0; start < keys.length; start += FILES_MAX) {
      const key = `${deliveryKey}/${region}/${upTo}/${start}`
      const s3ObjectKeys = keys.slice(start, start + FILES_MAX).map(({ s3Object }) => s3Object)
      const place = { region, s3Bucket: s3BucketName, s3ObjectKeys, sinceMs: nowMs }
      changes.push(owed.put(key, { key, deliveryKey, trailArn, topicArn, ...place }))
    }
  return changes.slice(0, Math.max(0, room))
}

export interface TrailNotificationsParts {
  readonly ledger: Ledger
  readonly notifier: Notifier
  readonly clock: Clock
  readonly random: Random
}

/** Tells topics of delivered files, in order for each trail and at least once. A topic that fails delays no other trail. */
export class TrailNotifications {
  readonly #parts: TrailNotificationsParts
  readonly #runs = new Runs()

  constructor(parts: TrailNotificationsParts) {
    this.#parts = parts
  }

  /** Starts on everything that is owed, and waits for none of it. Throws when the ledger could not write. */
  notifyDue(): void {
    for (const { deliveryKey } of this.#parts.ledger.resources.list(owed))
      this.#runs.start(deliveryKey, () => this.#notify(deliveryKey))
    this.#runs.throwFailure()
  }

  /** Waits for what is under way. Rejects when the ledger could not write. */
  settled(): Promise<void> {
    return this.#runs.settled()
  }

  async #notify(key: string): Promise<void> {
    const { ledger, clock } = this.#parts
    const retry = ledger.resources.get(deliveries, key)?.notificationRetry
    if (isPaused(retry, clock.now())) return
    for (const notification of ledger.resources.find(owedOfDelivery, key))
      if (!(await this.#tell(notification))) return
  }

  /** False when the others had better wait. */
  async #tell(notification: OwedNotification): Promise<boolean> {
    const attemptMs = this.#parts.clock.now()
    try {
      await this.#parts.notifier.publish(publicationOf(notification))
      await this.#told(notification, attemptMs)
      return true
    } catch (error) {
      if (!(error instanceof NotifierError)) throw error
      await this.#failed(notification, attemptMs, error.code)
      return false
    }
  }

  #told(notification: OwedNotification, attemptMs: number): Promise<void> {
    return this.#change(notification, [owed.delete(notification.key)], (delivery, status) => {
      const { notificationRetry: _retry, ...kept } = delivery
      const { latestNotificationError: _error, ...others } = status
      const times = {
        latestNotificationMs: this.#parts.clock.now(),
        latestNotificationAttemptMs: attemptMs,
      }
      return { delivery: kept, status: { ...others, ...times } }
    })
  }

  #failed(notification: OwedNotification, attemptMs: number, code: string): Promise<void> {
    const { ledger, clock, random } = this.#parts
    const isDeleted = ledger.resources.get(deliveries, notification.deliveryKey) === undefined
    const isOld = attemptMs - notification.sinceMs > RETRY_DAYS_MAX * DAY_MS
    const given = isDeleted || isOld ? [owed.delete(notification.key)] : []
    return this.#change(notification, given, (delivery, status) => ({
      delivery: {
        ...delivery,
        notificationRetry: nextRetry(delivery.notificationRetry, clock.now(), random),
      },
      status: {
        ...status,
        latestNotificationAttemptMs: attemptMs,
        latestNotificationError: code,
      },
    }))
  }

  /** Of a trail that is deleted and forgotten meanwhile there is no status to keep. */
  async #change(
    { deliveryKey, region }: OwedNotification,
    others: readonly ResourceChange[],
    change: (
      delivery: Delivery,
      status: RegionStatus,
    ) => { delivery: Delivery; status: RegionStatus },
  ): Promise<void> {
    const { resources } = this.#parts.ledger
    const now = resources.get(deliveries, deliveryKey)
    const changed = now && change(now, regionStatus(resources, deliveryKey, region))
    const changes = changed ? deliveryChanges(changed.delivery, [changed.status], resources) : []
    await this.#parts.ledger.commit({ events: [], changes: [...changes, ...others] })
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html */
function publicationOf({ key, topicArn, trailArn, s3Bucket, s3ObjectKeys }: OwedNotification) {
  const message = JSON.stringify({ s3Bucket, s3ObjectKey: s3ObjectKeys })
  return { id: uuidOf(key), topicArn, trailArn, message }
}

/** The same for the same text, in the form of a random one. */
function uuidOf(text: string): string {
  const digits = hash('sha256', text, 'hex')
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}
