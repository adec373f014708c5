import { gunzipSync } from 'node:zlib'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import {
  type Destination,
  DestinationError,
  type TrailObject,
} from '../../src/trails/destination.ts'
import type { Fault } from './faulty-store.ts'

/** A bucket in memory that fails on demand, and complains when an object changes that was stored before. */
export class FaultyBucket implements Destination {
  readonly objects = new Map<string, TrailObject>()
  /** What the next put does instead of working. */
  fault: Fault | undefined
  /** Objects that are refused for as long as this says so. */
  refuses: (object: TrailObject) => boolean = () => false
  isThere: (bucket: string) => boolean = () => true
  /** Runs at the start of every put: a test arms a fault. */
  onPut: () => void = () => undefined

  async put(object: TrailObject): Promise<void> {
    this.onPut()
    const { fault } = this
    this.fault = undefined
    if (!this.isThere(object.bucket)) throw new DestinationError('NoSuchBucket', 'it is not there')
    if (this.refuses(object)) throw new DestinationError('AccessDenied', 'refused')
    const name = `${object.bucket}/${object.key}`
    const before = this.objects.get(name)
    if (before && Buffer.compare(before.body, object.body) !== 0) throw new Error(`${name} changed`)
    if (fault !== 'failed and not done') this.objects.set(name, object)
    if (fault) throw new DestinationError('InternalError', fault)
  }

  /** The names of all log files. */
  logFiles(): string[] {
    return [...this.objects.keys()].filter((name) => name.includes('/CloudTrail/'))
  }

  digests(): string[] {
    return [...this.objects.keys()].filter((name) => name.includes('/CloudTrail-Digest/'))
  }

  /** The ids of the events in all log files, once for every time they are there. */
  eventIds(): string[] {
    return this.logFiles().flatMap((name) =>
      recordsOf(this.objects.get(name)?.body ?? new Uint8Array()).map(({ eventID }) => eventID),
    )
  }
}

export function recordsOf(logFile: Uint8Array): AuditEvent[] {
  const { Records } = JSON.parse(gunzipSync(logFile).toString('utf8')) as { Records: AuditEvent[] }
  return Records
}

/** The names of the log files that a digest vouches for. */
export function digestedIn(digest: Uint8Array): string[] {
  const { logFiles } = JSON.parse(gunzipSync(digest).toString('utf8')) as {
    logFiles: { s3Bucket: string; s3Object: string }[]
  }
  return logFiles.map(({ s3Bucket, s3Object }) => `${s3Bucket}/${s3Object}`)
}
