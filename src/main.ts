import type { Clock } from './base/clock.ts'
import type { Random } from './base/random.ts'
import { type Config, DEFAULT_ACCOUNT, readConfig } from './config.ts'
import type { AccountPlan } from './identity/accounts-file.ts'
import { defaultPlan } from './identity/bootstrap.ts'
import { PolicyCache } from './identity/policy/policy-cache.ts'
import { OpenedSessions } from './identity/session-token.ts'
import { Ledger } from './ledger/ledger.ts'
import { readConfiguredFiles } from './platform/configured-files.ts'
import { openDataDirectory } from './platform/data-directory.ts'
import { firstStart } from './platform/first-start.ts'
import type { FolderStore } from './platform/folder-store.ts'
import { FolderUploads } from './platform/folder-uploads.ts'
import type { HistoryThread } from './platform/history-thread.ts'
import type { FeedEndpoints } from './platform/feed-thread.ts'
import { HttpKeySets } from './platform/http-key-sets.ts'
import { listen } from './platform/http-listener.ts'
import { LedgerGrowth } from './platform/ledger-growth.ts'
import { ledgerThread } from './platform/ledger-thread.ts'
import { openHistory } from './platform/open-history.ts'
import { objectTimer, openObjects } from './platform/open-objects.ts'
import { observerOf } from './platform/observer-of.ts'
import { consoleAddress, openConsole } from './platform/open-console.ts'
import { openTopics, type OpenTopics } from './platform/open-topics.ts'
import { openTrails, type OpenTrails } from './platform/open-trails.ts'
import { RejectedRequestsLog } from './platform/rejected-requests-log.ts'
import { type Reporter, reporterFor } from './platform/reporter.ts'
import { systemClock, systemRandom } from './platform/system.ts'
import { every } from './platform/timer.ts'
import type { Authorization } from './server/authorize.ts'
import { Evaluations } from './server/evaluations.ts'
import type { FrontDoor } from './server/front-door.ts'
import { cloudtrail } from './services/cloudtrail/index.ts'
import { objectArtifacts } from './services/greengrass/object-artifacts.ts'
import { greengrassDevices } from './services/greengrass/devices-index.ts'
import { coreDeviceHealth } from './services/greengrass/health.ts'
import { greengrass } from './services/greengrass/index.ts'
import { iam } from './services/iam/index.ts'
import { iot } from './services/iot/index.ts'
import { iotDataPlane } from './services/iot-data-plane/index.ts'
import { iotJobsDataPlane } from './services/iot-jobs-data-plane/index.ts'
import { s3 } from './services/s3/index.ts'
import { sns } from './services/sns/index.ts'
import { sts } from './services/sts/index.ts'
import { waymark } from './services/waymark/index.ts'
import type { Webhook } from './trails/feeds/webhook.ts'
import { SigningKeys } from './wire/sigv4-signature.ts'

/**
 * How often event history is fed without anybody asking; a lookup feeds it at once. Twice as many events at a time cost a
 * tenth to a fifth less each.
 */
const FOLLOW_MS = 1_000
const TRIM_MS = 1_000
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

export interface HouseConfig extends Config {
  /** What to make on the first start; one account with an administrator unless said otherwise. */
  readonly plans?: readonly AccountPlan[]
  readonly webhooks?: readonly Webhook[]
}

/** The machine, as far as a test may want another one. */
export interface Machine {
  readonly clock: Clock
  readonly random: Random
  readonly reporter: Reporter
  /** The ledger or a follower cannot go on; nothing may be acknowledged any more. */
  readonly onFatal: (error: unknown) => void
  /** Where the console was built to; the project's own folder when absent. */
  readonly consoleFolder?: string
}

/** The whole house. Rejects with one sentence for the person who started it. */
export async function openHouse(config: HouseConfig, machine: Machine): Promise<House> {
  const { clock, random, reporter, onFatal } = machine

  // What is kept
  const data = openDataDirectory(config.data)
  const ledger = await Ledger.open(ledgerThread(data.ledgerFile), onFatal)
  const objects = await openObjects(data, ledger)
  const { account, linkToken, ...made } = await firstStart(ledger, planned(config), data, machine)

  // Who follows
  const advise = (text: string) => reporter.advice(text)
  const { history, ...following } = await openHistory(ledger, data, advise)
  const trails = await openTrails({
    ...machine,
    ...config,
    ledger,
    data,
    objects,
    feedEndpoints: feedEndpointsOf(config),
    advise,
  })
  const url = () => config.publicUrl ?? listener.url
  const topics = await openTopics({ ledger, data, url, clock, random, onFatal })
  const dealtWith = () => Math.min(following.followedUpTo(), trails.deliveredUpTo())
  const trim = () => ledger.trim(dealtWith(), clock.now())

  // Who answers
  const newEvents = new LedgerGrowth(ledger)
  const rejectedRequests = new RejectedRequestsLog(data.rejectedRequestsFile)
  const observer = observerOf(reporter, rejectedRequests)
  const authorization = newAuthorization(config)
  const kept = { ledger, history, objects, trails, topics, newEvents }
  const door = frontDoor({ ...kept, authorization, observer, clock, random })
  const listener = await listen(config, openConsole(door, machine.consoleFolder))
  const address = await consoleAddress(listener.url, linkToken, data.signInLinkFile)
  const timers = [
    every(FOLLOW_MS, following.follow, onFatal),
    objectTimer(objects, onFatal),
    ...trails.timers,
    ...topics.timers,
    every(TRIM_MS, trim, onFatal),
  ]
  reporter.started({
    url: listener.url,
    ...address,
    data: data.folder,
    account,
    credentials: data.credentialsFile,
    ...made,
  })

  return {
    url: listener.url,
    async close() {
      newEvents.close()
      await listener.close(GRACE_MS)
      await Promise.all(timers.map((timer) => timer.stop()))
      topics.close()
      await Promise.all([trails.close(), following.follow()])
      await Promise.all([history.close(), rejectedRequests.close()])
      await ledger.close()
      data.release()
      reporter.flush()
    },
  }
}

function planned(config: HouseConfig) {
  return { plans: defaultPlan(config.account ?? DEFAULT_ACCOUNT), ...config }
}

function feedEndpointsOf({
  logsEndpoint,
  eventsEndpoint,
  webhooks = [],
}: HouseConfig): FeedEndpoints {
  return {
    ...(logsEndpoint === undefined ? {} : { logs: logsEndpoint }),
    ...(eventsEndpoint === undefined ? {} : { eventBus: eventsEndpoint }),
    webhooks,
  }
}

function newAuthorization({ enforcement }: Config): Authorization {
  return {
    enforcement,
    policies: new PolicyCache(POLICIES_COMPILED_MAX),
    evaluations: new Evaluations(DENIALS_EXPLAINED_MAX),
  }
}

interface DoorParts extends Omit<FrontDoor, 'services' | 'signingKeys' | 'sessions'> {
  readonly history: HistoryThread
  readonly objects: FolderStore
  readonly trails: OpenTrails
  readonly topics: OpenTopics
  readonly newEvents: LedgerGrowth
}

function frontDoor(given: DoorParts): FrontDoor {
  const { history, objects, trails, topics, newEvents, ...parts } = given
  const { clock, ledger, authorization } = parts
  const { archive } = ledger
  const { evaluations: denials } = authorization
  return {
    ...parts,
    services: [
      greengrass({ artifacts: objectArtifacts(objects), objects }),
      greengrassDevices(objects),
      cloudtrail({ history, targets: trails.targets }),
      sts({ keySets: new HttpKeySets(clock) }),
      iam,
      iot,
      iotDataPlane([coreDeviceHealth]),
      iotJobsDataPlane,
      s3({ objects, uploads: new FolderUploads(objects) }),
      sns(topics.certificate),
      waymark({ events: history.events, newEvents, archive, denials, clock }),
    ],
    signingKeys: new SigningKeys(),
    sessions: new OpenedSessions(),
  }
}

/** Runs the server as its command line says. */
export async function main(): Promise<void> {
  const result = readConfig(process.argv.slice(2), process.env)
  switch (result.kind) {
    case 'help':
      process.stdout.write(`${result.text}\n`)
      return
    case 'faults':
      complain(result.faults)
      return
    case 'config':
      await serveAsPlanned(result.config)
  }
}

/** Files are checked before anything is made. */
async function serveAsPlanned(config: Config): Promise<void> {
  const { faults, ...plans } = await readConfiguredFiles(config)
  if (faults.length > 0) return complain(faults)
  await serve({ ...config, ...plans })
}

function complain(faults: readonly string[]): void {
  process.stderr.write(`${faults.join('\n')}\nTry --help.\n`)
  process.exitCode = 2
}

async function serve(config: HouseConfig): Promise<void> {
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
