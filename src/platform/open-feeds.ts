import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { FeedSender } from '../trails/feeds/feed.ts'
import { type SharedTarget, TrailFeeds } from '../trails/feeds/trail-feeds.ts'
import type { DataDirectory } from './data-directory.ts'
import { type FeedEndpoints, feedThread } from './feed-thread.ts'
import { every, type Timer } from './timer.ts'

/** How often feeds are looked through for what is due. */
const SEND_MS = 200

export interface FeedNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  readonly endpoints: FeedEndpoints
  readonly clock: Clock
  readonly random: Random
  /** The ledger cannot go on. */
  readonly onFatal: (error: unknown) => void
}

export interface OpenFeeds {
  /** Absent when no CloudWatch Logs is known. */
  readonly logGroups?: Pick<FeedSender, 'check'>
  readonly timers: readonly Timer[]
  /** The position up to which no feed needs the ledger's events any more. */
  sentUpTo(): number
  close(): Promise<void>
}

/** What follows the ledger for feeds: CloudWatch Logs, EventBridge, webhooks. Without any of them it costs nothing. */
export async function openFeeds(needs: FeedNeeds): Promise<OpenFeeds> {
  const { data, endpoints, onFatal } = needs
  const { logs, eventBus, webhooks } = endpoints
  const isWanted = logs !== undefined || eventBus !== undefined || webhooks.length > 0
  const thread = isWanted ? await feedThread(data, endpoints) : undefined
  const feeds = new TrailFeeds({
    ...needs,
    sender: thread ?? nobody,
    shared: sharedTargets(endpoints),
    hasLogs: logs !== undefined,
  })
  await feeds.open()
  return {
    ...(thread && logs !== undefined ? { logGroups: thread } : {}),
    timers: thread ? [every(SEND_MS, async () => feeds.sendDue(), onFatal)] : [],
    sentUpTo: () => feeds.sentUpTo(),
    async close() {
      feeds.close()
      await thread?.close()
    },
  }
}

const nobody: FeedSender = {
  send: () => Promise.reject(new Error('there is no feed')),
  check: () => Promise.reject(new Error('there is no feed')),
}

function sharedTargets({ eventBus, webhooks }: FeedEndpoints): ReadonlyMap<string, SharedTarget> {
  return new Map<string, SharedTarget>([
    ...(eventBus === undefined ? [] : [['event bus', { kind: 'event-bus' }] as const]),
    ...webhooks.map(({ name }) => [`webhook ${name}`, { kind: 'webhook', name }] as const),
  ])
}
