import type { Clock } from './base/clock.ts'
import type { Random } from './base/random.ts'
import { type Config, readConfig } from './config.ts'
import { credentialsFile, firstAccount } from './identity/bootstrap.ts'
import { accounts } from './identity/account.ts'
import { PolicyCache } from './identity/policy/policy-cache.ts'
import { Ledger } from './ledger/ledger.ts'
import { type DataDirectory, openDataDirectory } from './platform/data-directory.ts'
import { FolderDigestKeys } from './platform/digest-keys.ts'
import { writeDurably } from './platform/files.ts'
import { buckets } from './buckets/bucket.ts'
import { FolderDestination } from './platform/folder-destination.ts'
import { FolderStore } from './platform/folder-store.ts'
import { FolderUploads } from './platform/folder-uploads.ts'
import { openTopics } from './open-topics.ts'
import { historyThread } from './platform/history-thread.ts'
import { listen } from './platform/http-listener.ts'
import { ledgerThread } from './platform/ledger-thread.ts'
import { logFileThread } from './platform/log-file-thread.ts'
import { RejectedRequestsLog } from './platform/rejected-requests-log.ts'
import { type Reporter, reporterFor } from './platform/reporter.ts'
import { snsNotifier } from './platform/sns-notifier.ts'
import { systemClock, systemRandom } from './platform/system.ts'
import { every } from './platform/timer.ts'
import { Evaluations } from './server/evaluations.ts'
import type { Authorization } from './server/authorize.ts'
import type { FrontDoor, Observer } from './server/front-door.ts'
import { handleCall } from './server/handle-call.ts'
import { cloudtrail } from './services/cloudtrail/index.ts'
import { greengrass } from './services/greengrass/index.ts'
import { iam } from './services/iam/index.ts'
import { iot } from './services/iot/index.ts'
import { s3 } from './services/s3/index.ts'
import { sns } from './services/sns/index.ts'
import { sts } from './services/sts/index.ts'
import { bucketsForTrails } from './services/trail-buckets.ts'
import { topicsForTrails } from './services/trail-topics.ts'
import { BucketWatch } from './trails/bucket-watch.ts'
import { TrailDelivery } from './trails/delivery.ts'
import { TrailNotifications } from './trails/notifications.ts'
import { TrailDigests } from './trails/digests.ts'
import { awsRegions } from './wire/regions.ts'
import { SigningKeys } from './wire/sigv4.ts'

/** How often event history is fed without anybody asking; a lookup feeds it at once. */
const FOLLOW_MS = 500
const TRIM_MS = 1_000
/** How often trails are looked through for what has waited long enough to be tried again, and for digests that are due. */
const RETRY_MS = 500
const DIGEST_MS = 500
/** How often topics are told of what was delivered. */
const NOTIFY_MS = 100
/** How often buckets are asked whether they would take files. */
const WATCH_MS = 30_000
/** How long requests under way may take once the server is told to stop. */
const GRACE_MS = 2_000

/** Each kind's, in memory; others are compiled again when they are needed. */
const POLICIES_COMPILED_MAX = 10_000
/** The last of them, in memory. */
const DENIALS_EXPLAINED_MAX = 1_000

export interface House {
  readonly url: string
  /** Answers what is under way, delivers what is due, and closes everything. */
  close(): Promise<void>
}

/** The machine, as far as a test may want another one. */
export interface Machine {
  readonly clock: Clock
  readonly random: Random
  readonly reporter: Reporter
  /** The ledger or a follower cannot go on; nothing may be acknowledged any more. */
  readonly onFatal: (error: unknown) => void
}

/** The whole house. Rejects with one sentence for the person who started it. */
export async function openHouse(config: Config, machine: Machine): Promise<House> {
  const { clock, random, reporter, onFatal } = machine

  // What is kept
  const data = openDataDirectory(config.data)
  const ledger = await Ledger.open(ledgerThread(data.ledgerFile), onFatal)
  const objects = await openObjects(data, ledger)
  const newKeys = await bootstrap(ledger, config.account, data.credentialsFile, machine)

  // Who follows
  const history = await historyThread(data.ledgerFile, data.historyFile)
  const trails = await openTrails(config, machine, { ledger, data, objects })
  const topics = await openTopics(config, machine, { ledger, data, url: () => listener.url })
  let historyCursor = history.openedAt
  const followHistory = async () => {
    if (historyCursor < ledger.durablePosition)
      historyCursor = await history.follow(ledger.durablePosition)
  }

  // Who answers
  const rejectedRequests = new RejectedRequestsLog(data.rejectedRequestsFile)
  const door: FrontDoor = {
    services: [
      greengrass,
      cloudtrail({ history, targets: trails.targets }),
      sts,
      iam,
      iot,
      s3({ objects, uploads: new FolderUploads(objects) }),
      sns(topics.certificate),
    ],
    ledger,
    signingKeys: new SigningKeys(),
    authorization: newAuthorization(),
    clock,
    random,
    observer: observerOf(reporter, rejectedRequests),
  }
  const listener = await listen(config, (request) => handleCall(request, door))
  const timers = [
    every(FOLLOW_MS, followHistory, onFatal),
    ...trails.timers,
    ...topics.timers,
    every(TRIM_MS, () => ledger.trim(Math.min(historyCursor, trails.deliveredUpTo())), onFatal),
  ]
  reporter.started({
    url: listener.url,
    data: data.folder,
    account: config.account,
    credentials: data.credentialsFile,
    ...(newKeys ? { newKeys } : {}),
  })

  return {
    url: listener.url,
    async close() {
      await listener.close(GRACE_MS)
      await Promise.all(timers.map((timer) => timer.stop()))
      topics.close()
      await Promise.all([trails.close(), followHistory()])
      await Promise.all([history.close(), rejectedRequests.close()])
      await ledger.close()
      data.release()
      reporter.flush()
    },
  }
}

function newAuthorization(): Authorization {
  return {
    enforcement: 'enforce',
    policies: new PolicyCache(POLICIES_COMPILED_MAX),
    evaluations: new Evaluations(DENIALS_EXPLAINED_MAX),
  }
}

function observerOf(reporter: Reporter, rejectedRequests: RejectedRequestsLog): Observer {
  return {
    answered: (call) => reporter.answered(call),
    rejected(request) {
      reporter.rejected(request)
      rejectedRequests.add(request)
    },
    bug: (error) => reporter.bug(error),
  }
}

async function openObjects(data: DataDirectory, ledger: Ledger): Promise<FolderStore> {
  const objects = new FolderStore(data.bucketsFolder, data.bucketMetadataFolder)
  await objects.recover(ledger.resources.list(buckets).map(({ name }) => name))
  return objects
}

interface TrailNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  readonly objects: FolderStore
}

/** What follows the ledger for trails: log files, digests, and an eye on the buckets. */
async function openTrails(config: Config, machine: Machine, needs: TrailNeeds) {
  const { clock, random, onFatal } = machine
  const { ledger, data, objects } = needs
  const writer = await logFileThread(data)
  const advise = (reason: string) => machine.reporter.advice(reason)
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

/** Makes the first account of an empty installation. Its keys are on disk before they are valid, so they are never lost. */
async function bootstrap(ledger: Ledger, accountId: string, file: string, machine: Machine) {
  const [existing] = ledger.resources.list(accounts)
  if (existing) {
    if (existing.accountId === accountId) return undefined
    throw new Error(`The data belongs to account ${existing.accountId}, not to ${accountId}.`)
  }
  const { changes, admin, root } = firstAccount(accountId, machine.clock.now(), machine.random)
  await writeDurably(file, credentialsFile(admin, root), 0o600)
  await ledger.commit({ events: [], changes })
  return admin
}

/** Runs the server as its command line says. */
export async function main(): Promise<void> {
  const result = readConfig(process.argv.slice(2), process.env)
  switch (result.kind) {
    case 'help':
      process.stdout.write(`${result.text}\n`)
      return
    case 'faults':
      process.stderr.write(`${result.faults.join('\n')}\nTry --help.\n`)
      process.exitCode = 2
      return
    case 'config':
      await serve(result.config)
  }
}

async function serve(config: Config): Promise<void> {
  const fail = (error: unknown): never => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  const machine = {
    clock: systemClock,
    random: systemRandom,
    reporter: reporterFor(process.stdout),
    onFatal: fail,
  }
  const house = await openHouse(config, machine).catch(fail)
  const stop = () => void house.close().then(() => process.exit(0), fail)
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

if (import.meta.main) await main()
