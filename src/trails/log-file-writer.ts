import type { AuditEvent } from '../audit/audit-event.ts'
import { LOG_FILE_BYTES_MAX, logFileBody, logFileKey } from '../audit/log-file.ts'
import type { LedgerReader } from '../ledger/follower.ts'
import { type Destination, DestinationError, TIMED_OUT, trailObject } from './destination.ts'
import { compileRecorded, type RecordedRange } from './selection.ts'

/** Events read from the ledger at a time. */
const READ_EVENTS_MAX = 5_000
/** Bytes of events that may wait for their files to be full: a claim can hold more than memory does. */
const WAITING_BYTES_MAX = 2 * LOG_FILE_BYTES_MAX

/** A claimed range of the ledger, to be put into a trail's bucket. */
export interface LogFileJob {
  readonly trailArn: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  readonly organizationId?: string
  readonly recorded: readonly RecordedRange[]
  /** Events with `after` < position <= `upTo`; all of them are durable. */
  readonly after: number
  readonly upTo: number
  /** Older events are given up. */
  readonly eventsSinceMs: number
}

export interface LogFile {
  readonly accountId: string
  readonly region: string
  readonly s3Bucket: string
  readonly s3Object: string
  readonly hashValue: string
  readonly oldestEventMs: number
  readonly newestEventMs: number
  /** Of its events, in the ledger. */
  readonly firstPosition: number
  readonly lastPosition: number
}

export interface LogFilesWritten {
  readonly files: readonly LogFile[]
  /** Regions whose files are not all stored, and the destination's code for why. */
  readonly failures: Readonly<Record<string, string>>
}

/** Turns a range of the ledger into log files. */
export interface LogFileWriter {
  /**
   * Resolves when every file is stored or has failed; a region whose file is refused never keeps the others from theirs, but
   * after a destination that does not answer none is tried. Keys and contents depend on the job alone, so that doing it again is harmless.
   */
  write(job: LogFileJob): Promise<LogFilesWritten>
}

export function logFileWriter(reader: LedgerReader, destination: Destination): LogFileWriter {
  return {
    async write(job) {
      const files: LogFile[] = []
      const failures: Record<string, string> = {}
      const counts = new Map<string, number>()
      let isStalled = false
      for (const batch of batchesOf(job, reader)) {
        const place = `${batch.accountId}/${batch.region}`
        const number = counts.get(place) ?? 0
        counts.set(place, number + 1)
        if (failures[batch.region] !== undefined) continue
        if (isStalled) {
          failures[batch.region] = TIMED_OUT
          continue
        }
        try {
          files.push(await store(job, batch, number, destination))
        } catch (error) {
          if (!(error instanceof DestinationError)) throw error
          failures[batch.region] = error.code
          // The others would only wait as long, one after the other.
          isStalled = error.code === TIMED_OUT
        }
      }
      return { files, failures }
    },
  }
}

async function store(
  job: LogFileJob,
  batch: Batch,
  number: number,
  destination: Destination,
): Promise<LogFile> {
  const { accountId, region, newestEventMs, oldestEventMs, firstPosition, lastPosition } = batch
  const { trailArn, s3BucketName, s3KeyPrefix, organizationId } = job
  const key = logFileKey({
    accountId,
    region,
    ...(s3KeyPrefix === undefined ? {} : { keyPrefix: s3KeyPrefix }),
    ...(organizationId === undefined ? {} : { organizationId }),
    newestEventMs,
    identity: [trailArn, accountId, region, job.after, job.upTo, number],
  })
  const { bytes, hashValue } = logFileBody(batch.events)
  await destination.put(trailObject({ bucket: s3BucketName, key, body: bytes, trailArn }))
  return {
    accountId,
    region,
    s3Bucket: s3BucketName,
    s3Object: key,
    hashValue,
    oldestEventMs,
    newestEventMs,
    firstPosition,
    lastPosition,
  }
}

/** The events of one file to be. */
interface Batch {
  readonly accountId: string
  readonly region: string
  readonly events: string[]
  bytes: number
  oldestEventMs: number
  newestEventMs: number
  readonly firstPosition: number
  lastPosition: number
}

function* batchesOf(job: LogFileJob, reader: LedgerReader): Generator<Batch> {
  const waiting = new Map<string, Batch>()
  let waitingBytes = 0
  const take = (place: string, batch: Batch) => {
    waiting.delete(place)
    waitingBytes -= batch.bytes
    return batch
  }
  for (const { position, event, json, eventMs } of selectedEvents(job, reader)) {
    const size = Buffer.byteLength(json) + 1
    const place = `${event.recipientAccountId}/${event.awsRegion}`
    const full = waiting.get(place)
    if (full && full.bytes + size > LOG_FILE_BYTES_MAX) yield take(place, full)
    else if (waitingBytes + size > WAITING_BYTES_MAX) yield take(...largestOf(waiting))
    const batch = waiting.get(place) ?? newBatch(event, eventMs, position)
    waiting.set(place, batch)
    batch.events.push(json)
    batch.bytes += size
    batch.oldestEventMs = Math.min(batch.oldestEventMs, eventMs)
    batch.newestEventMs = Math.max(batch.newestEventMs, eventMs)
    batch.lastPosition = position
    waitingBytes += size
  }
  yield* waiting.values()
}

function newBatch(
  { recipientAccountId, awsRegion }: AuditEvent,
  eventMs: number,
  position: number,
): Batch {
  return {
    accountId: recipientAccountId,
    region: awsRegion,
    events: [],
    bytes: 0,
    oldestEventMs: eventMs,
    newestEventMs: eventMs,
    firstPosition: position,
    lastPosition: position,
  }
}

function largestOf(waiting: ReadonlyMap<string, Batch>): [string, Batch] {
  return [...waiting].reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a))
}

function* selectedEvents(job: LogFileJob, reader: LedgerReader) {
  const isRecorded = compileRecorded(job.recorded)
  let cursor = job.after
  while (cursor < job.upTo) {
    const read = reader.read(cursor, job.upTo, READ_EVENTS_MAX)
    const last = read.at(-1)
    if (!last) return
    for (const { position, json } of read) {
      const event = JSON.parse(json) as AuditEvent
      const eventMs = Date.parse(event.eventTime)
      if (eventMs >= job.eventsSinceMs && isRecorded(position, event))
        yield { position, event, json, eventMs }
    }
    cursor = last.position
  }
}
