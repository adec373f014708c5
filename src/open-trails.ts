import type { Clock } from './base/clock.ts'
import type { Random } from './base/random.ts'
import type { Config } from './config.ts'
import { accounts } from './identity/account.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { DataDirectory } from './platform/data-directory.ts'
import { FolderDigestKeys } from './platform/digest-keys.ts'
import { FolderDestination } from './platform/folder-destination.ts'
import type { FolderStore } from './platform/folder-store.ts'
import { logFileThread } from './platform/log-file-thread.ts'
import type { Reporter } from './platform/reporter.ts'
import { snsNotifier } from './platform/sns-notifier.ts'
import { every } from './platform/timer.ts'
import { bucketsForTrails } from './services/trail-buckets.ts'
import { topicsForTrails } from './services/trail-topics.ts'
import { BucketWatch } from './trails/bucket-watch.ts'
import { TrailDelivery } from './trails/delivery.ts'
import { TrailDigests } from './trails/digests.ts'
import { TrailNotifications } from './trails/notifications.ts'
import { awsRegions } from './wire/regions.ts'

/** How often trails are looked through for what has waited long enough to be tried again, and for digests that are due. */
const RETRY_MS = 500
const DIGEST_MS = 500
/** How often topics are told of what was delivered. */
const NOTIFY_MS = 100
/** How often buckets are asked whether they would take files. */
const WATCH_MS = 30_000

interface TrailNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  readonly objects: FolderStore
}

interface TrailMachine {
  readonly clock: Clock
  readonly random: Random
  readonly reporter: Pick<Reporter, 'advice'>
  readonly onFatal: (error: unknown) => void
}

/** What follows the ledger for trails: log files, digests, and an eye on the buckets. */
export async function openTrails(config: Config, machine: TrailMachine, needs: TrailNeeds) {
  const { clock, random, reporter, onFatal } = machine
  const { ledger, data, objects } = needs
  const writer = await logFileThread(data)
  const advise = (reason: string) => reporter.advice(reason)
  const trailBuckets = bucketsForTrails(ledger.resources, advise)
  const notifier =
    config.snsEndpoint === undefined
      ? topicsForTrails({ ledger, clock, advise })
      : snsNotifier(config.snsEndpoint)
  const accountIds = () => ledger.resources.list(accounts).map(({ accountId }) => accountId)
  const watch = new BucketWatch({ ledger, clock, accountIds, buckets: trailBuckets })
  const parts = { ledger, clock, random, watch }
  const delivery = new TrailDelivery({ ...parts, writer })
  const digests = new TrailDigests({
    ...parts,
    destination: new FolderDestination(objects),
    keys: new FolderDigestKeys(data.digestKeysFolder),
    intervalMs: config.digestIntervalMs,
    world: () => ({ accountIds: accountIds(), regions: [...awsRegions] }),
  })
  const notifications = new TrailNotifications({ ledger, notifier, clock, random })
  const timers = [
    every(config.deliveryIntervalMs, () => delivery.deliverDue(), onFatal),
    every(RETRY_MS, () => delivery.retryDue(), onFatal),
    every(DIGEST_MS, () => digests.writeDue(), onFatal),
    every(WATCH_MS, () => watch.lookAtAll(), onFatal),
    every(NOTIFY_MS, async () => notifications.notifyDue(), onFatal),
  ]
  return {
    targets: { buckets: trailBuckets, notifier },
    timers,
    deliveredUpTo: () => delivery.deliveredUpTo(),
    /** Delivers what is due. */
    async close() {
      await delivery.deliverDue()
      await digests.writeDue()
      await writer.close()
    },
  }
}
