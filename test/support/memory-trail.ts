import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { Random } from '../../src/base/random.ts'
import { trailCalls } from '../../src/services/trail-calls.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import type { LedgerReader } from '../../src/ledger/follower.ts'
import { BucketWatch } from '../../src/trails/bucket-watch.ts'
import { TrailDelivery } from '../../src/trails/delivery.ts'
import {
  changedAt,
  type Delivery,
  deliveries,
  deliveryChanges,
  newDelivery,
  regionStatus,
  startedAt,
  stoppedAt,
} from '../../src/trails/delivery-state.ts'
import type { BucketDemand, BucketFault, Buckets } from '../../src/trails/destination.ts'
import type { DigestKeys } from '../../src/trails/digest-keys.ts'
import { publicKeysBetween } from '../../src/trails/digest-keys.ts'
import { TrailDigests } from '../../src/trails/digests.ts'
import { logFileWriter } from '../../src/trails/log-file-writer.ts'
import { TrailNotifications } from '../../src/trails/notifications.ts'
import type { Trail } from '../../src/trails/trail.ts'
import { auditEvent } from './events.ts'
import { FaultyBucket } from './faulty-bucket.ts'
import { FaultyStore } from './faulty-store.ts'
import { FaultyTopic } from './faulty-topic.ts'
import { verifyTrail } from './trail-verifier.ts'

export const HOUR_MS = 3_600_000

/** A trail in which only what a test is about has to be said. */
export function someTrail(members: Partial<Trail> = {}): Trail {
  return {
    name: 'main',
    accountId: '111122223333',
    homeRegion: 'us-west-2',
    s3BucketName: 'logs',
    includeGlobalServiceEvents: true,
    isMultiRegion: false,
    validatesLogFiles: false,
    insightSelectors: [],
    tags: [],
    isLogging: true,
    deliveryKey: 'main#1',
    ...members,
  }
}

/** What outlives a crash. */
export interface Durable {
  readonly store: FaultyStore
  readonly bucket: FaultyBucket
  readonly topic: FaultyTopic
  readonly keys: MemoryKeys
  readonly clock: { nowMs: number }
  readonly newId: () => string
}

export function newDurable(): Durable {
  let lastId = 0
  return {
    store: new FaultyStore(),
    bucket: new FaultyBucket(),
    topic: new FaultyTopic(),
    keys: new MemoryKeys(),
    clock: { nowMs: Date.parse('2026-07-20T09:15:42Z') },
    newId: () => `00000000-0000-4000-8000-${String(++lastId).padStart(12, '0')}`,
  }
}

export const regions = ['us-west-2', 'us-east-1', 'eu-west-1']
const fixedRandom: Random = { uuid: () => '', bytes: (count) => new Uint8Array(count) }

/** A ledger in memory, a bucket in memory, and one trail's delivery and digests between them. */
export async function memoryTrail(trail: Trail = someTrail(), durable: Durable = newDurable()) {
  const { store, bucket, topic, keys } = durable
  const ledger = await Ledger.open(store, () => undefined)
  const { resources } = ledger
  const clock = { now: () => durable.clock.nowMs }
  const reader: LedgerReader = {
    read: (after, upTo, limit) =>
      store.events
        .slice(after, Math.min(upTo, after + limit))
        .map((json, i) => ({ position: after + i + 1, json })),
    close: () => undefined,
  }
  const accountIds = () => ['111122223333', '444455556666']
  const buckets = new MemoryBuckets()
  const watch = new BucketWatch({ ledger, clock, accountIds, buckets })
  const random = { ...fixedRandom, uuid: () => durable.newId() }
  const ownCalls = trailCalls({ resources, isKeptElsewhere: () => false, clock, random })
  const parts = { ledger, clock, random: fixedRandom, watch, ownCalls }
  const delivery = new TrailDelivery({ ...parts, writer: logFileWriter(reader, bucket) })
  const digests = new TrailDigests({
    ...parts,
    destination: bucket,
    keys,
    intervalMs: HOUR_MS,
    world: () => ({ accountIds: accountIds(), regions }),
  })
  const notifications = new TrailNotifications({
    ledger,
    notifier: topic,
    clock,
    random: fixedRandom,
  })
  const key = trail.deliveryKey
  const state = () => resources.get(deliveries, key)
  const change = (changed: (now: Delivery) => Delivery) =>
    ledger.commit({
      events: [],
      changes: deliveryChanges(changed(state() ?? newDelivery(trail, 1)), [], resources),
    })
  return {
    durable,
    ledger,
    reader,
    bucket,
    topic,
    clock: durable.clock,
    delivery,
    notify: () => {
      notifications.notifyDue()
      return notifications.settled()
    },
    digests,
    watch,
    buckets,
    state,
    status: (region = trail.homeRegion) => regionStatus(resources, key, region),
    record: (eventID: string, members: Partial<AuditEvent> = {}) =>
      ledger.commit({
        events: [JSON.stringify(auditEvent({ eventID, awsRegion: 'us-west-2', ...members }))],
        changes: [],
      }),
    /** The next event is the first that the trail records. */
    start: () =>
      change((now) => startedAt(now, trail, { position: ledger.nextPosition, nowMs: clock.now() })),
    /** The next event is the last that the trail records. */
    stop: () => change((now) => stoppedAt(now, ledger.nextPosition)),
    /** The next event is the last that is recorded as before. */
    update: (after: Trail) =>
      change((now) => changedAt(now, after, { position: ledger.nextPosition, nowMs: clock.now() })),
    remove: () =>
      change((now) => ({ ...stoppedAt(now, ledger.nextPosition), isTrailDeleted: true })),
    verify: () => verifyTrail(bucket.objects, publicKeysIn(ledger)),
    reopened: () => memoryTrail(trail, { ...durable, store: store.reopened() }),
  }
}

export type MemoryTrail = Awaited<ReturnType<typeof memoryTrail>>

function publicKeysIn({ resources }: Ledger): ReadonlyMap<string, string> {
  const range = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }
  const keys = regions.flatMap((region) => publicKeysBetween(resources, region, range))
  return new Map(keys.map(({ fingerprint, value }) => [fingerprint, value]))
}

/** The owner of all buckets, who may have something against trails. */
class MemoryBuckets implements Buckets {
  readonly demands: BucketDemand[] = []
  fault: BucketFault | undefined

  async faultOf(demand: BucketDemand): Promise<BucketFault | undefined> {
    this.demands.push(demand)
    return this.fault
  }
}

/** Making one takes a while, so that all tests of a file share them. */
const pairs: { publicKey: KeyObject; privateKey: KeyObject }[] = []

/** Keeps private keys in memory, a new one for every call, and makes none twice. */
export class MemoryKeys implements DigestKeys {
  readonly #made = new Map<string, KeyObject>()

  async create() {
    const index = this.#made.size
    const pair = (pairs[index] ??= generateKeyPairSync('rsa', { modulusLength: 2048 }))
    const der = pair.publicKey.export({ type: 'pkcs1', format: 'der' })
    const fingerprint = createHash('md5').update(der).digest('hex')
    this.#made.set(fingerprint, pair.privateKey)
    return { fingerprint, value: der.toString('base64') }
  }

  async sign(fingerprint: string, text: string): Promise<string> {
    const key = this.#made.get(fingerprint)
    if (!key) throw new Error(`there is no key ${fingerprint}`)
    return sign('RSA-SHA256', Buffer.from(text), key).toString('hex')
  }
}
