import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditEvent } from '../audit/audit-event.ts'
import { digestedIn, recordsOf } from '../../test/support/faulty-bucket.ts'
import {
  HOUR_MS,
  type MemoryTrail,
  memoryTrail,
  newDurable,
  someTrail,
} from '../../test/support/memory-trail.ts'
import { deliveriesOf } from './delivered-files.ts'

const validated = someTrail({ validatesLogFiles: true, isMultiRegion: true })
const trailArn = 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main'

function* eventsOf({ durable }: MemoryTrail): Generator<[position: number, event: AuditEvent]> {
  for (const [index, json] of durable.store.events.entries())
    yield [index + 1, JSON.parse(json) as AuditEvent]
}

/** What the buckets say of every event, against what is said of them. */
async function told(site: MemoryTrail) {
  const { bucket, ledger } = site
  const logFiles = bucket.logFiles().map((name) => {
    const body = bucket.objects.get(name)?.body ?? new Uint8Array()
    return { name, ids: new Set(recordsOf(body).map(({ eventID }) => eventID)) }
  })
  const digests = bucket.digests().map((name) => {
    const body = bucket.objects.get(name)?.body ?? new Uint8Array()
    return { name, logFiles: digestedIn(body) }
  })
  const there: unknown[] = []
  const said: unknown[] = []
  for (const [position, event] of eventsOf(site)) {
    const names = logFiles.filter(({ ids }) => ids.has(event.eventID)).map(({ name }) => name)
    there.push(
      names.map((name) => [name, digests.find((digest) => digest.logFiles.includes(name))?.name]),
    )
    const deliveries = await deliveriesOf(position, event, ledger.archive)
    said.push(
      deliveries.map(({ logFile, digest }) => [
        `${logFile.s3Bucket}/${logFile.s3Object}`,
        digest && `${digest.s3Bucket}/${digest.s3Object}`,
      ]),
    )
  }
  return { there, said }
}

test('tells the log file of an event at once, and its digest later', async () => {
  const { record, start, stop, delivery, digests, clock, ledger, bucket, durable } =
    await memoryTrail(validated)
  await record('before')
  await start()
  await record('first')
  await record('second')
  await stop()
  const find = (position: number) =>
    deliveriesOf(
      position,
      JSON.parse(durable.store.events[position - 1] ?? '') as AuditEvent,
      ledger.archive,
    )
  expect(await find(3)).toEqual([])
  await delivery.deliverDue()
  const [logFile] = bucket.logFiles()
  expect(await find(3)).toEqual([
    { trailArn, logFile: { s3Bucket: 'logs', s3Object: logFile?.slice('logs/'.length) } },
  ])
  expect(await find(1)).toEqual([])
  clock.nowMs += HOUR_MS
  await digests.writeDue()
  const [{ digest } = {}] = await find(2)
  const [name] = bucket.digests().filter((one) => one.includes('/us-west-2/'))
  expect(digest).toEqual({ s3Bucket: 'logs', s3Object: name?.slice('logs/'.length) })
})

test('goes on telling of a trail that is gone', async () => {
  const site = await memoryTrail()
  await site.start()
  await site.record('event')
  await site.remove()
  await site.record('removal')
  await site.delivery.deliverDue()
  expect(site.state()).toBeUndefined()
  const { there, said } = await told(site)
  expect(said).toEqual(there)
  expect(said.flat()).toHaveLength(2)
})

test('tells of every trail that has an event', async () => {
  const durable = newDurable()
  const first = await memoryTrail(someTrail({ deliveryKey: 'main#1' }), durable)
  await first.start()
  await first.record('1')
  await first.delivery.deliverDue()
  const second = await memoryTrail(someTrail({ deliveryKey: 'main#10', s3BucketName: 'b' }), {
    ...durable,
    store: durable.store.reopened(),
  })
  await second.start()
  await second.record('2')
  await second.delivery.deliverDue()
  const { there, said } = await told(second)
  expect(said).toEqual(there)
  expect(said.map((names) => (names as unknown[]).length)).toEqual([1, 2])
})

const writes = someTrail({
  ...validated,
  selectors: {
    kind: 'basic',
    selectors: [
      {
        readWriteType: 'WriteOnly',
        includeManagementEvents: true,
        dataResources: [],
        excludeManagementEventSources: [],
      },
    ],
  },
})
const trails = [
  validated,
  writes,
  { ...writes, s3BucketName: 'other' },
  { ...validated, validatesLogFiles: false },
  someTrail(),
]

type Step = (site: MemoryTrail) => Promise<unknown>

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({ readOnly: fc.boolean(), awsRegion: fc.constantFrom('us-west-2', 'eu-west-1') })
      .map(
        (members): Step =>
          (site) =>
            site.record(site.durable.newId(), members),
      ),
  },
  { weight: 3, arbitrary: fc.constant<Step>((site) => site.delivery.deliverDue()) },
  { weight: 1, arbitrary: fc.constant<Step>((site) => site.start()) },
  { weight: 1, arbitrary: fc.constant<Step>((site) => site.stop()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...trails).map(
      (trail): Step =>
        (site) =>
          site.update(trail),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Step>(async ({ clock, digests }) => {
      clock.nowMs += HOUR_MS
      await digests.writeDue()
    }),
  },
)

test('says of every event what the buckets say, whatever happens to the trail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 60 }), async (happening) => {
      const site = await memoryTrail(validated)
      for (const step of happening) await step(site)
      const { there, said } = await told(site)
      expect(said).toEqual(there)
    }),
    { numRuns: 200 },
  )
})
