import { gunzipSync } from 'node:zlib'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { type Destination, DestinationError } from '../../src/trails/destination.ts'
import type { Fault } from './faulty-store.ts'

/** A bucket in memory that fails on demand, and complains when an object changes that was stored before. */
export class FaultyBucket implements Destination {
  readonly objects = new Map<string, Uint8Array>()
  /** What the next put does instead of working. */
  fault: Fault | undefined

  async put(bucket: string, key: string, body: Uint8Array): Promise<void> {
    const { fault } = this
    this.fault = undefined
    const name = `${bucket}/${key}`
    const before = this.objects.get(name)
    if (before && Buffer.compare(before, body) !== 0) throw new Error(`${name} changed`)
    if (fault !== 'failed and not done') this.objects.set(name, body)
    if (fault) throw new DestinationError('InternalError', fault)
  }

  /** The ids of the events in all log files, once for every time they are there. */
  eventIds(): string[] {
    return [...this.objects.values()].flatMap((body) =>
      recordsOf(body).map(({ eventID }) => eventID),
    )
  }
}

export function recordsOf(logFile: Uint8Array): AuditEvent[] {
  const { Records } = JSON.parse(gunzipSync(logFile).toString('utf8')) as { Records: AuditEvent[] }
  return Records
}
