import { gunzipSync } from 'node:zlib'
import { HOUR_MS, type MemoryTrail, memoryTrail, someTrail } from './memory-trail.ts'

export const validated = someTrail({ validatesLogFiles: true })

export function digestsOf({ bucket }: MemoryTrail) {
  return bucket.digests().map((name) => {
    const text = gunzipSync(bucket.objects.get(name)?.body ?? new Uint8Array()).toString('utf8')
    return JSON.parse(text) as {
      digestStartTime: string
      digestEndTime: string
      previousDigestS3Object: string | null
      oldestEventTime: string | null
      logFiles: unknown[]
    }
  })
}

/** A trail with validation that has just started. */
export async function started(trail = validated) {
  const site = await memoryTrail(trail)
  await site.start()
  await site.record('start')
  await site.digests.writeDue()
  return site
}

export async function hourPasses({ clock, delivery, digests }: MemoryTrail, hours = 1) {
  clock.nowMs += hours * HOUR_MS
  await delivery.deliverDue()
  await digests.writeDue()
}
