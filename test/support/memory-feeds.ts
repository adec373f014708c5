import type { Random } from '../../src/base/random.ts'
import { FeedError, type FeedEvent, type FeedOutlet } from '../../src/trails/feeds/feed.ts'
import type { FeedTarget } from '../../src/trails/feeds/feed.ts'
import { feedSender } from '../../src/trails/feeds/feed-sender.ts'
import { type SharedTarget, TrailFeeds } from '../../src/trails/feeds/trail-feeds.ts'
import type { MemoryTrail } from './memory-trail.ts'
import type { Fault } from './faulty-store.ts'

/** Keeps what it gets, and fails on demand. */
export class FaultyOutlet implements FeedOutlet {
  readonly sent: FeedEvent[] = []
  /** What the next send does instead of working. */
  fault: Fault | undefined
  /** Refuses everything for as long as this is so. */
  isDown = false

  async send(events: readonly FeedEvent[]): Promise<void> {
    const { fault } = this
    this.fault = undefined
    if (this.isDown) throw new FeedError('AccessDenied', 'refused')
    if (fault !== 'failed and not done') this.sent.push(...events)
    if (fault) throw new FeedError('InternalFailure', fault)
  }

  check(): Promise<void> {
    return Promise.resolve()
  }

  eventIds(): string[] {
    return this.sent.map(({ event }) => event.eventID)
  }
}

const fixedRandom: Random = { uuid: () => '', bytes: (count) => new Uint8Array(count) }

/** Feeds of a trail in memory: an event bus, and the log group if the trail has one. */
export async function memoryFeeds(
  { ledger, reader, clock }: Pick<MemoryTrail, 'ledger' | 'reader' | 'clock'>,
  outlets = { bus: new FaultyOutlet(), logs: new FaultyOutlet() },
  {
    hasLogs = true,
    shared = new Map<string, SharedTarget>([['event bus', { kind: 'event-bus' }]]),
  } = {},
) {
  const outletOf = ({ kind }: FeedTarget) => (kind === 'logs' ? outlets.logs : outlets.bus)
  const feeds = new TrailFeeds({
    ledger,
    sender: feedSender(reader, outletOf),
    shared,
    hasLogs,
    clock: { now: () => clock.nowMs },
    random: fixedRandom,
  })
  await feeds.open()
  const round = () => {
    feeds.sendDue()
    return feeds.settled()
  }
  return { feeds, ...outlets, outlets, round }
}
