import type { AuditEvent } from '../audit/audit-event.ts'
import { LOG_FILE_BYTES_MAX, logFileBody, logFileKey } from '../audit/log-file.ts'
import type { LedgerReader } from '../ledger/follower.ts'
import type { Destination } from './destination.ts'
import { isSelected, type Selection } from './selection.ts'

/** Events read from the ledger at a time. */
const READ_EVENTS_MAX = 5_000

/** A claimed range of the ledger, to be put into a trail's bucket. */
export interface LogFileJob extends Selection {
  readonly trailArn: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  /** Events with `after` < position <= `upTo`; all of them are durable. */
  readonly after: number
  readonly upTo: number
}

/** Turns a range of the ledger into log files. */
export interface LogFileWriter {
  /**
   * Resolves with the keys of the files once they are all stored; none when the trail selects nothing of the range.
   * Keys and contents depend on the job alone, so that doing it again is harmless. Rejects as the destination does.
   */
  write(job: LogFileJob): Promise<readonly string[]>
}

export function logFileWriter(reader: LedgerReader, destination: Destination): LogFileWriter {
  return {
    async write(job) {
      const keys: string[] = []
      for (const file of logFilesOf(job, reader)) {
        const key = logFileKey({
          accountId: job.accountId,
          region: job.region,
          ...(job.s3KeyPrefix === undefined ? {} : { keyPrefix: job.s3KeyPrefix }),
          newestEventMs: file.newestEventMs,
          identity: [job.trailArn, job.region, job.after, job.upTo, keys.length],
        })
        await destination.put(job.s3BucketName, key, logFileBody(file.events))
        keys.push(key)
      }
      return keys
    },
  }
}

interface LogFile {
  readonly events: readonly string[]
  readonly newestEventMs: number
}

function* logFilesOf(job: LogFileJob, reader: LedgerReader): Generator<LogFile> {
  let events: string[] = []
  let [bytes, newestEventMs] = [0, 0]
  for (const { json, eventMs } of selectedEvents(job, reader)) {
    const size = Buffer.byteLength(json) + 1
    if (events.length > 0 && bytes + size > LOG_FILE_BYTES_MAX) {
      yield { events, newestEventMs }
      ;[events, bytes, newestEventMs] = [[], 0, 0]
    }
    events.push(json)
    bytes += size
    newestEventMs = Math.max(newestEventMs, eventMs)
  }
  if (events.length > 0) yield { events, newestEventMs }
}

function* selectedEvents(job: LogFileJob, reader: LedgerReader) {
  let cursor = job.after
  while (cursor < job.upTo) {
    const read = reader.read(cursor, job.upTo, READ_EVENTS_MAX)
    const last = read.at(-1)
    if (!last) return
    for (const { position, json } of read) {
      const event = JSON.parse(json) as AuditEvent
      if (isSelected(job, position, event)) yield { json, eventMs: Date.parse(event.eventTime) }
    }
    cursor = last.position
  }
}
