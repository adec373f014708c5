import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { accounts } from '../identity/account.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { bucketsForTrails } from '../services/trail-buckets.ts'
import { trailCalls } from '../services/trail-calls.ts'
import { topicsForTrails } from '../services/trail-topics.ts'
import { BucketWatch } from '../trails/bucket-watch.ts'
import { TrailDelivery } from '../trails/delivery.ts'
import type { Buckets } from '../trails/destination.ts'
import { TrailDigests } from '../trails/digests.ts'
import type { FeedSender } from '../trails/feeds/feed.ts'
import { TrailNotifications } from '../trails/notifications.ts'
import type { Notifier } from '../trails/notifier.ts'
import { awsRegions } from '../wire/regions.ts'
import type { DataDirectory } from './data-directory.ts'
import { FolderDigestKeys } from './digest-keys.ts'
import { FolderDestination } from './folder-destination.ts'
import type { FolderStore } from './folder-store.ts'
import { logFileThread } from './log-file-thread.ts'
import { snsNotifier } from './sns-notifier.ts'
import type { FeedEndpoints } from './feed-thread.ts'
import { openFeeds } from './open-feeds.ts'
import { routedBuckets, routedDestination } from './routed-buckets.ts'
import { type S3Bucket, S3Store } from './s3-store.ts'
import { every, type Timer } from './timer.ts'

/** How often trails are looked through for what has waited long enough to be tried again, and for digests that are due. */
const RETRY_MS = 500
const DIGEST_MS = 500
/** How often topics are told of what was delivered. */
const NOTIFY_MS = 100
/** How often buckets are asked whether they would take files. */
const WATCH_MS = 30_000
/** How long buckets that are kept elsewhere may still take once the server is told to stop. */
const CLOSE_MS = 2_000

export interface TrailNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  readonly objects: FolderStore
  readonly clock: Clock
  readonly random: Random
  readonly deliveryIntervalMs: number
  readonly digestIntervalMs: number
  /** The buckets that are kept elsewhere; all others are the server's own. */
  readonly s3Buckets?: readonly S3Bucket[]
  /** The SNS that has the topics of trails; those kept here when absent. */
  readonly snsEndpoint?: string
  readonly feedEndpoints: FeedEndpoints
  /** Told what is wrong with a bucket or topic, in words for its owner. */
  readonly advise: (text: string) => void
  /** The ledger cannot go on. */
  readonly onFatal: (error: unknown) => void
}

export interface OpenTrails {
  readonly targets: {
    readonly buckets: Buckets
    readonly notifier: Notifier
    readonly logGroups?: Pick<FeedSender, 'check'>
  }
  /** The position up to which no trail needs the ledger's events any more. */
  deliveredUpTo(): number
  readonly timers: readonly Timer[]
  /** Delivers what is due; call it when the timers have stopped. */
  close(): Promise<void>
}

/** What follows the ledger for trails: log files, digests, notifications, and an eye on the buckets. */
export async function openTrails(needs: TrailNeeds): Promise<OpenTrails> {
  const { ledger, data, objects, clock, random, s3Buckets = [], onFatal } = needs
  const writer = await logFileThread(data, s3Buckets)
  const elsewhere = new S3Store(s3Buckets, needs.advise)
  const buckets = routedBuckets(bucketsForTrails(ledger.resources, needs.advise), elsewhere)
  const accountIds = () => ledger.resources.list(accounts).map(({ accountId }) => accountId)
  const watch = new BucketWatch({ ledger, clock, accountIds, buckets })
  const { resources } = ledger
  const isKeptElsewhere = (bucket: string) => elsewhere.has(bucket)
  const ownCalls = trailCalls({ resources, isKeptElsewhere, clock, random })
  const parts = { ledger, clock, random, watch, ownCalls }
  const delivery = new TrailDelivery({ ...parts, writer })
  const digests = new TrailDigests({
    ...parts,
    destination: routedDestination(new FolderDestination(objects), elsewhere),
    keys: new FolderDigestKeys(data.digestKeysFolder),
    intervalMs: needs.digestIntervalMs,
    world: () => ({ accountIds: accountIds(), regions: [...awsRegions] }),
  })
  const notifier =
    needs.snsEndpoint === undefined ? topicsForTrails(needs) : snsNotifier(needs.snsEndpoint)
  const notifications = new TrailNotifications({ ledger, notifier, clock, random })
  const feeds = await openFeeds({ ...needs, endpoints: needs.feedEndpoints })
  const underWay = new Set<Promise<void>>()
  /** No run waits for the one before: a trail whose bucket stalls would keep the others from their next time. */
  const regularly = (intervalMs: number, task: () => Promise<void>) => {
    const begin = async () => {
      const run = task()
        .catch(onFatal)
        .finally(() => underWay.delete(run))
      underWay.add(run)
    }
    return every(intervalMs, begin, onFatal)
  }
  return {
    targets: {
      buckets,
      notifier,
      ...(feeds.logGroups ? { logGroups: feeds.logGroups } : {}),
    },
    deliveredUpTo: () => Math.min(delivery.deliveredUpTo(), feeds.sentUpTo()),
    timers: [
      regularly(needs.deliveryIntervalMs, () => delivery.deliverDue()),
      regularly(RETRY_MS, () => delivery.retryDue()),
      regularly(DIGEST_MS, () => digests.writeDue()),
      regularly(WATCH_MS, () => watch.lookAtAll()),
      regularly(NOTIFY_MS, async () => notifications.notifyDue()),
      ...feeds.timers,
    ],
    async close() {
      // What a stalled S3 does not take by then is delivered after the next start.
      const patience = setTimeout(() => {
        elsewhere.close()
        writer.giveUp().catch(onFatal)
      }, CLOSE_MS)
      await Promise.all(underWay)
      await delivery.deliverDue()
      await digests.writeDue()
      clearTimeout(patience)
      await Promise.all([writer.close(), feeds.close()])
    },
  }
}
