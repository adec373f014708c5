import type { Clock } from './base/clock.ts'
import type { Random } from './base/random.ts'
import { buckets } from './buckets/bucket.ts'
import { type Config, DEFAULT_ACCOUNT, readConfig } from './config.ts'
import { accounts } from './identity/account.ts'
import { type AccountPlan, readAccountsFile } from './identity/accounts-file.ts'
import { credentialsFile, defaultPlan, firstAccounts } from './identity/bootstrap.ts'
import { PolicyCache } from './identity/policy/policy-cache.ts'
import { OpenedSessions } from './identity/session-token.ts'
import { SignInAttempts } from './identity/sign-in-attempts.ts'
import { newSignInLink } from './identity/sign-in-link.ts'
import { Ledger } from './ledger/ledger.ts'
import { builtConsole, ConsoleFolder } from './platform/console-folder.ts'
import { type DataDirectory, openDataDirectory } from './platform/data-directory.ts'
import { readText, writeDurably } from './platform/files.ts'
import { FolderDestination } from './platform/folder-destination.ts'
import { FolderStore } from './platform/folder-store.ts'
import { FolderUploads } from './platform/folder-uploads.ts'
import { type HistoryThread, historyThread } from './platform/history-thread.ts'
import { HttpKeySets } from './platform/http-key-sets.ts'
import { listen } from './platform/http-listener.ts'
import { LedgerGrowth } from './platform/ledger-growth.ts'
import { ledgerThread } from './platform/ledger-thread.ts'
import { logFileThread } from './platform/log-file-thread.ts'
import { RejectedRequestsLog } from './platform/rejected-requests-log.ts'
import { type Reporter, reporterFor } from './platform/reporter.ts'
import { systemClock, systemRandom } from './platform/system.ts'
import { every } from './platform/timer.ts'
import { type ConsoleDoor, handleConsole, isForConsole } from './server/console/console-door.ts'
import type { Enforcement } from './server/authorize.ts'
import { Evaluations } from './server/evaluations.ts'
import type { FrontDoor, Observer } from './server/front-door.ts'
import { handleCall } from './server/handle-call.ts'
import { cloudtrail } from './services/cloudtrail/index.ts'
import { noArtifactUrls } from './services/greengrass/artifacts.ts'
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
import { TrailDelivery } from './trails/delivery.ts'
import { SigningKeys } from './wire/sigv4.ts'

/** How often event history is fed without anybody asking; a lookup feeds it at once. */
const FOLLOW_MS = 500
const TRIM_MS = 1_000
/** How long requests under way may take once the server is told to stop. */
const GRACE_MS = 2_000

/** Each kind's, in memory; others are compiled again when they are needed. */
const POLICIES_COMPILED_MAX = 10_000
/** The last of them, in memory. */
const DENIALS_EXPLAINED_MAX = 1_000
/** Names and addresses that failed to sign in, in memory. */
const SIGN_IN_FAILURES_MAX = 10_000

export interface House {
  readonly url: string
  /** Answers what is under way, delivers what is due, and closes everything. */
  close(): Promise<void>
}

export interface HouseConfig extends Config {
  /** What to make on the first start; one account with an administrator unless said otherwise. */
  readonly plans?: readonly AccountPlan[]
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
  const { accountId, ...first } = await bootstrap(ledger, config, data.credentialsFile, machine)

  // Who follows
  const history = await historyThread(data.ledgerFile, data.historyFile)
  const logFiles = await logFileThread(data)
  const delivery = new TrailDelivery(ledger, logFiles, clock)
  let historyCursor = history.openedAt
  const followHistory = async () => {
    if (historyCursor < ledger.durablePosition)
      historyCursor = await history.follow(ledger.durablePosition)
  }

  // Who answers
  const newEvents = new LedgerGrowth(ledger)
  const rejectedRequests = new RejectedRequestsLog(data.rejectedRequestsFile)
  const observer = observerOf(reporter, rejectedRequests)
  const { enforcement } = config
  const parts = { ledger, history, objects, newEvents, observer, clock, random, enforcement }
  const door = frontDoor(parts)
  const console = consoleDoor(door, machine)
  const listener = await listen(config, (request) =>
    isForConsole(request) ? handleConsole(request, console) : handleCall(request, door),
  )
  const consoleUrl = `${listener.url}/console/`
  const { newKeys, linkToken } = first
  const signInLink = linkToken && `${consoleUrl}#/link/${linkToken}`
  if (signInLink !== undefined) await writeDurably(data.signInLinkFile, `${signInLink}\n`, 0o600)
  const timers = [
    every(FOLLOW_MS, followHistory, onFatal),
    every(config.deliveryIntervalMs, () => delivery.deliverDue(), onFatal),
    every(TRIM_MS, () => ledger.trim(Math.min(historyCursor, delivery.deliveredUpTo())), onFatal),
  ]
  reporter.started({
    url: listener.url,
    console: consoleUrl,
    data: data.folder,
    account: accountId,
    credentials: data.credentialsFile,
    ...(newKeys ? { newKeys } : {}),
    ...(signInLink === undefined ? {} : { signInLink }),
  })

  return {
    url: listener.url,
    async close() {
      newEvents.close()
      await listener.close(GRACE_MS)
      await Promise.all(timers.map((timer) => timer.stop()))
      await Promise.all([delivery.deliverDue(), followHistory()])
      await Promise.all([history.close(), logFiles.close(), rejectedRequests.close()])
      await ledger.close()
      data.release()
      reporter.flush()
    },
  }
}

async function openObjects(data: DataDirectory, ledger: Ledger): Promise<FolderStore> {
  const objects = new FolderStore(data.bucketsFolder, data.bucketMetadataFolder)
  await objects.recover(ledger.resources.list(buckets).map(({ name }) => name))
  return objects
}

interface DoorParts extends Pick<FrontDoor, 'ledger' | 'observer' | 'clock' | 'random'> {
  readonly enforcement: Enforcement
  readonly history: HistoryThread
  readonly objects: FolderStore
  readonly newEvents: LedgerGrowth
}

function frontDoor({ enforcement, history, objects, newEvents, ...parts }: DoorParts): FrontDoor {
  const evaluations = new Evaluations(DENIALS_EXPLAINED_MAX)
  const { clock } = parts
  return {
    ...parts,
    services: [
      greengrass({ artifacts: objectArtifacts(objects), artifactUrls: noArtifactUrls }),
      greengrassDevices(),
      cloudtrail({ history, buckets: new FolderDestination(objects) }),
      sts({ keySets: new HttpKeySets(clock) }),
      iam,
      iot,
      iotDataPlane([coreDeviceHealth]),
      iotJobsDataPlane,
      s3({ objects, uploads: new FolderUploads(objects) }),
      sns,
      waymark({ events: history.events, newEvents, denials: evaluations, clock }),
    ],
    signingKeys: new SigningKeys(),
    sessions: new OpenedSessions(),
    authorization: {
      enforcement,
      policies: new PolicyCache(POLICIES_COMPILED_MAX),
      evaluations,
    },
  }
}

function consoleDoor(door: FrontDoor, { consoleFolder = builtConsole }: Machine): ConsoleDoor {
  return {
    door,
    attempts: new SignInAttempts(SIGN_IN_FAILURES_MAX),
    files: new ConsoleFolder(consoleFolder),
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

/** Makes the accounts of an empty installation. Their keys are on disk before they are valid, so they are never lost. */
async function bootstrap(
  ledger: Ledger,
  { account, plans = defaultPlan(account ?? DEFAULT_ACCOUNT) }: HouseConfig,
  file: string,
  machine: Machine,
) {
  const [existing] = ledger.resources.list(accounts)
  if (existing) {
    const { accountId } = existing
    if (account !== undefined && account !== accountId)
      throw new Error(`The data belongs to account ${accountId}, not to ${account}.`)
    return { accountId }
  }
  const nowMs = machine.clock.now()
  const { changes, profiles } = firstAccounts(plans, nowMs, machine.random)
  const newKeys = profiles[0]?.key
  // Where the first key is root's there is no user to sign in.
  const link = newKeys?.userId && newSignInLink(newKeys.accountId, newKeys.userId, machine)
  await writeDurably(file, credentialsFile(profiles), 0o600)
  await ledger.commit({ events: [], changes: [...changes, ...(link ? link.changes : [])] })
  return {
    accountId: plans[0]?.id ?? '',
    ...(newKeys ? { newKeys } : {}),
    ...(link ? { linkToken: link.token } : {}),
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

/** The accounts file is checked before anything is made, also when the accounts are there already. */
async function serveAsPlanned(config: Config): Promise<void> {
  const { accountsFile } = config
  if (accountsFile === undefined) return serve(config)
  const read = await readText(accountsFile).then(
    (text) => readAccountsFile(text),
    (error: Error) => ({ kind: 'faults' as const, faults: [error.message] }),
  )
  if (read.kind === 'faults') complain(read.faults.map((fault) => `--accounts: ${fault}`))
  else await serve({ ...config, plans: read.accounts })
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
