import type { AuditEvent } from '../../audit/audit-event.ts'
import type { LedgerReader } from '../../ledger/follower.ts'
import { compileRecorded } from '../selection.ts'
import {
  FeedError,
  type FeedEvent,
  type FeedJob,
  type FeedOutlet,
  type FeedSender,
  type FeedSent,
  type FeedTarget,
} from './feed.ts'

/** Events read at a time: what a failure makes us send again. */
const READ_EVENTS_MAX = 500
/** Longer events go to no feed: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/monitor-cloudtrail-log-files-with-cloudwatch-logs.html */
const EVENT_BYTES_MAX = 256 * 1024

/** Reads what trails recorded and hands it to the outlet of the target. */
export function feedSender(
  reader: LedgerReader,
  outletOf: (target: FeedTarget) => FeedOutlet,
): FeedSender {
  return {
    async send(job) {
      const outlet = outletOf(job.target)
      const isRecorded = recordedTest(job)
      let cursor = job.after
      let count = 0
      while (cursor < job.upTo) {
        const read = reader.read(cursor, job.upTo, READ_EVENTS_MAX)
        const last = read.at(-1)
        if (!last) break
        const events = read.flatMap(({ position, json }) => isRecorded(position, json))
        const error = await errorOf(outlet, events)
        if (error !== undefined) return { cursor, count, error } satisfies FeedSent
        cursor = last.position
        count += events.length
      }
      return { cursor, count }
    },
    check: (target) => outletOf(target).check(),
  }
}

function recordedTest({ trails, eventsSinceMs }: FeedJob) {
  const tests = trails.map(compileRecorded)
  return (position: number, json: string): FeedEvent[] => {
    const event = JSON.parse(json) as AuditEvent
    const eventMs = Date.parse(event.eventTime)
    const isWanted =
      eventMs >= eventsSinceMs &&
      tests.some((isRecorded) => isRecorded(position, event)) &&
      Buffer.byteLength(json) <= EVENT_BYTES_MAX
    return isWanted ? [{ event, json, eventMs }] : []
  }
}

async function errorOf(
  outlet: FeedOutlet,
  events: readonly FeedEvent[],
): Promise<string | undefined> {
  if (events.length === 0) return undefined
  try {
    await outlet.send(events)
    return undefined
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return error.code
  }
}
