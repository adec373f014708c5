import type { Clock } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import { Runs } from '../../base/runs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import {
  type Delivery,
  deliveries,
  deliveryChanges,
  regionStatus,
  type Retry,
} from '../delivery-state.ts'
import { trails } from '../trail.ts'
import { DAY_MS, isPaused, nextRetry, RETRY_DAYS_MAX } from '../retry.ts'
import type { FeedSender, FeedSent, FeedTarget } from './feed.ts'
import { type Feed, feeds, forgetRecorded } from './feed-state.ts'

/** Events of one job: what is sent before the cursor is durable. */
const JOB_EVENTS_MAX = 5_000
/** Events that may wait for a feed: beyond them the oldest are given up, because the ledger keeps them all meanwhile. */
export const BACKLOG_EVENTS_MAX = 5_000_000

export type SharedTarget = Exclude<FeedTarget, { kind: 'logs' }>

export interface TrailFeedsParts {
  readonly ledger: Ledger
  readonly sender: FeedSender
  /** Those that get what any trail recorded, by name. */
  readonly shared: ReadonlyMap<string, SharedTarget>
  /** Whether log groups can be reached at all. */
  readonly hasLogs: boolean
  readonly clock: Clock
  readonly random: Random
}

/** A feed as it is now, and how it changes. */
interface Lane {
  readonly name: string
  readonly target: FeedTarget
  readonly cursor: number
  readonly retry?: Retry | undefined
  readonly trails: readonly Delivery[]
}

/** Sends what trails recorded to their feeds, each from its own cursor and at least once; a slow one delays no other. */
export class TrailFeeds {
  readonly #parts: TrailFeedsParts
  readonly #runs = new Runs()
  #isClosed = false

  constructor(parts: TrailFeedsParts) {
    this.#parts = parts
  }

  /** New feeds begin with what happens from now on; those that are no longer wanted hold nothing back. */
  async open(): Promise<void> {
    const { ledger, shared } = this.#parts
    const known = ledger.resources.list(feeds)
    const gone = known.filter(({ name }) => !shared.has(name))
    const made = [...shared.keys()].filter((name) => !known.some((feed) => feed.name === name))
    const changes = [
      ...gone.map(({ name }) => feeds.delete(name)),
      ...made.map((name) => feeds.put(name, { name, cursor: ledger.durablePosition })),
      ...this.#changedLogs(),
    ]
    if (changes.length > 0) await ledger.commit({ events: [], changes })
  }

  /** The same for log groups, which come and go with the CloudWatch Logs that has them. */
  #changedLogs(): readonly ResourceChange[] {
    const { ledger, hasLogs } = this.#parts
    const { resources, durablePosition: cursor } = ledger
    const trailOf = new Map(resources.list(trails).map((trail) => [trail.deliveryKey, trail]))
    return resources.list(deliveries).flatMap(({ logs, ...delivery }) => {
      const group = trailOf.get(delivery.key)?.cloudWatchLogs
      if (logs && !hasLogs) return deliveryChanges(delivery, [], resources)
      if (logs || !group || !hasLogs) return []
      const { logGroupArn } = group
      return deliveryChanges({ ...delivery, logs: { logGroupArn, cursor } }, [], resources)
    })
  }

  /** Starts on everything that is due, and waits for none of it. Throws when the ledger could not write. */
  sendDue(): void {
    for (const lane of this.#lanes())
      if (this.#isDue(lane)) this.#runs.start(lane.name, () => this.#send(lane))
    this.#runs.throwFailure()
  }

  /** Waits for what is under way. Rejects when the ledger could not write. */
  settled(): Promise<void> {
    return this.#runs.settled()
  }

  /** What is under way counts as not sent. */
  close(): void {
    this.#isClosed = true
  }

  /** The position up to which no feed needs the ledger's events any more. */
  sentUpTo(): number {
    const cursors = this.#lanes()
      .filter(({ trails }) => trails.length > 0)
      .map(({ cursor }) => cursor)
    return Math.min(this.#parts.ledger.durablePosition, ...cursors)
  }

  #lanes(): readonly Lane[] {
    const { ledger, shared } = this.#parts
    const all = ledger.resources.list(deliveries)
    const recording = all.filter(({ recorded }) => recorded.length > 0)
    const ofAll = ledger.resources.list(feeds).flatMap(({ name, ...feed }): Lane[] => {
      const target = shared.get(name)
      return target ? [{ name, target, trails: recording, ...feed }] : []
    })
    const ofOne = recording.flatMap((delivery): Lane[] => {
      const { key, logs, homeRegion, organizationId } = delivery
      if (!logs) return []
      const { logGroupArn, ...feed } = logs
      const organization = organizationId === undefined ? {} : { organizationId }
      const target = { kind: 'logs', logGroupArn, homeRegion, ...organization } as const
      return [{ name: `logs of ${key}`, target, trails: [delivery], ...feed }]
    })
    return [...ofAll, ...ofOne]
  }

  #isDue({ cursor, retry }: Lane): boolean {
    const { ledger, clock } = this.#parts
    return cursor < ledger.durablePosition && !isPaused(retry, clock.now())
  }

  async #send(lane: Lane): Promise<void> {
    const { ledger } = this.#parts
    const sent = await this.#sent(lane)
    if (this.#isClosed) return
    await ledger.commit({ events: [], changes: this.#after(lane, sent) })
    const forgotten = forgetRecorded(ledger.resources)
    if (forgotten.length > 0) await ledger.commit({ events: [], changes: forgotten })
  }

  async #sent({ target, cursor, trails: recording }: Lane): Promise<FeedSent> {
    const { ledger, sender, clock } = this.#parts
    const { durablePosition } = ledger
    // Without trails nothing is recorded, and there is nothing to read.
    if (recording.length === 0) return { cursor: durablePosition, count: 0 }
    const after = Math.max(cursor, durablePosition - BACKLOG_EVENTS_MAX)
    return sender.send({
      target,
      trails: recording.map(({ recorded }) => recorded),
      after,
      upTo: Math.min(durablePosition, after + JOB_EVENTS_MAX),
      eventsSinceMs: clock.now() - RETRY_DAYS_MAX * DAY_MS,
    })
  }

  #after({ name, target, trails: [trail] }: Lane, sent: FeedSent): readonly ResourceChange[] {
    const { resources } = this.#parts.ledger
    if (target.kind !== 'logs') {
      const now = resources.get(feeds, name)
      return now ? [feeds.put(name, this.#moved(now, sent))] : []
    }
    const now = resources.get(deliveries, trail?.key ?? '')
    // The trail may have got another group meanwhile, or none.
    if (now?.logs?.logGroupArn !== target.logGroupArn) return []
    const { latestLogsError: _error, ...status } = regionStatus(resources, now.key, now.homeRegion)
    const told = {
      ...status,
      ...(sent.count > 0 ? { latestLogsMs: this.#parts.clock.now() } : {}),
      ...(sent.error === undefined ? {} : { latestLogsError: sent.error }),
    }
    return deliveryChanges({ ...now, logs: this.#moved(now.logs, sent) }, [told], resources)
  }

  #moved<State extends Pick<Feed, 'cursor' | 'retry'>>(now: State, { cursor, error }: FeedSent) {
    const { retry, ...kept } = now
    const { clock, random } = this.#parts
    return {
      ...kept,
      cursor,
      ...(error === undefined ? {} : { retry: nextRetry(retry, clock.now(), random) }),
    }
  }
}
