import { describe, expect, test } from 'vitest'
import { digestsOf, started, validated } from '../../test/support/digested-trail.ts'
import type { Fault } from '../../test/support/faulty-store.ts'
import { HOUR_MS, memoryTrail, newDurable, regions } from '../../test/support/memory-trail.ts'

describe.each<Fault>(['failed and not done', 'failed but done'])('a step that %s', (fault) => {
  test('a put of a digest is shown, and repeated', async () => {
    const site = await started()
    await site.delivery.deliverDue()
    site.clock.nowMs += HOUR_MS
    site.bucket.fault = fault
    await site.digests.writeDue()
    expect(site.status().latestDigestError).toBe('InternalError')
    await site.digests.writeDue()
    expect(site.status().latestDigestMs).toBeUndefined()
    site.clock.nowMs += 60_000
    await site.digests.writeDue()
    expect(site.status().latestDigestError).toBeUndefined()
    expect(site.verify()).toEqual({ faults: [], validDigests: 1, validLogFiles: 1 })
  })

  // Goal: whatever fails wherever, every event is in exactly one file, every file in exactly one digest, and chains hold.
  // Method: one story of three hours with a stop at its end, told once for every put and every write of the ledger it makes;
  // that one fails, at a write of the ledger the process ends too, and a new one goes on from what is durable.
  test('whichever it is: one file for an event, one digest for a file, no chain broken', async () => {
    for (const step of ['put', 'write'] as const)
      for (let at = 1; ; at++) {
        const { site, steps } = await story(step, at, fault)
        expect(site.bucket.eventIds().toSorted(), `${step} ${at}`).toEqual(storyEvents)
        expect(site.verify().faults, `${step} ${at}`).toEqual([])
        expect(site.state()?.validation, `${step} ${at}`).toBeUndefined()
        const starts = digestsOf(site).filter((digest) => digest.previousDigestS3Object === null)
        expect(starts, `${step} ${at}`).toHaveLength(regions.length)
        if (steps < at) break
        expect(at).toBeLessThan(200)
      }
  })
})

const storyEvents = ['h0', 'h0 east', 'h1', 'h1 east', 'h2', 'h2 east', 'start', 'stop']

/** The story with a fault at its `at`th put or write; the number of those that it took. */
async function story(step: 'put' | 'write', at: number, fault: Fault) {
  const durable = newDurable()
  let site = await memoryTrail({ ...validated, isMultiRegion: true }, durable)
  let steps = 0
  let isArmed = false
  const arm = () => {
    durable.bucket.onPut = () => {
      if (step === 'put' && isArmed && ++steps === at) durable.bucket.fault = fault
    }
    const { store } = site.durable
    store.onAppend = () => {
      if (step === 'write' && isArmed && ++steps === at) store.fault = fault
    }
  }
  arm()
  /** Delivery and digests work until they have nothing to do; after a crash a new process goes on. */
  const work = async () => {
    for (let round = 0; round < 3; round++) {
      isArmed = true
      try {
        await site.delivery.deliverDue()
        await site.digests.writeDue()
      } catch {
        site = await site.reopened()
        arm()
      }
      isArmed = false
      site.clock.nowMs += 60_000
    }
  }
  await site.start()
  await site.record('start')
  await work()
  for (let hour = 0; hour < 3; hour++) {
    await site.record(`h${hour}`)
    await site.record(`h${hour} east`, { awsRegion: 'us-east-1' })
    await work()
    site.clock.nowMs += HOUR_MS
    await work()
  }
  await site.stop()
  await site.record('stop')
  await work()
  return { site, steps }
}
