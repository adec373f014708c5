import { describe, expect, test } from 'vitest'
import { HOUR_MS, memoryTrail, someTrail } from '../../test/support/memory-trail.ts'
import { recordsOf } from '../../test/support/faulty-bucket.ts'
import type { Fault } from '../../test/support/faulty-store.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { buckets, newBucket } from '../buckets/bucket.ts'
import type { Selectors } from './selectors.ts'
import type { Trail } from './trail.ts'

const selectors: Selectors = {
  kind: 'basic',
  selectors: [
    {
      readWriteType: 'All',
      includeManagementEvents: true,
      dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
      excludeManagementEventSources: [],
    },
  ],
}

/** A trail of all management events and all data events of S3, its own bucket's among them. */
async function trailOfItsOwnBucket(members: Partial<Trail> = {}) {
  const memory = await memoryTrail(someTrail({ selectors, ...members }))
  const owner = { accountId: '111122223333', region: 'us-west-2', createdMs: 0 }
  await memory.ledger.commit({
    events: [],
    changes: [buckets.put('logs', newBucket({ name: 'logs', ...owner }))],
  })
  const events = () => memory.durable.store.events.map((json) => JSON.parse(json) as AuditEvent)
  return {
    ...memory,
    own: (name: string) => events().filter(({ eventName }) => eventName === name),
    keysPut: () =>
      events()
        .filter(({ eventName }) => eventName === 'PutObject')
        .map(({ requestParameters }) => `logs/${(requestParameters as { key: string }).key}`),
  }
}

test('every stored file has an event, committed with its delivery', async () => {
  const { start, record, delivery, bucket, keysPut, durable } = await trailOfItsOwnBucket()
  await start()
  await record('1')
  await delivery.deliverDue()
  expect(keysPut()).toEqual(bucket.logFiles())
  const { changes } = durable.store.batches.find(({ events }) =>
    events.some((json) => json.includes('PutObject')),
  ) ?? { changes: [] }
  expect(changes.map(([, collection]) => collection)).toContain('trails/delivery')
})

test('every stored digest has an event too', async () => {
  const { start, record, delivery, digests, bucket, keysPut, clock } = await trailOfItsOwnBucket({
    validatesLogFiles: true,
  })
  await start()
  await record('1')
  await delivery.deliverDue()
  clock.nowMs += HOUR_MS
  await digests.writeDue()
  expect(keysPut().toSorted()).toEqual([...bucket.logFiles(), ...bucket.digests()].toSorted())
  expect(bucket.digests().length).toBeGreaterThan(0)
})

test.each<Fault>(['failed and not done', 'failed but done'])(
  'a file that %s has one event, once it is known to be stored',
  async (fault) => {
    const { start, record, delivery, bucket, clock, keysPut } = await trailOfItsOwnBucket()
    await start()
    await record('1')
    bucket.fault = fault
    await delivery.deliverDue()
    expect(keysPut()).toEqual([])
    clock.nowMs += 60_000
    await delivery.retryDue()
    expect(keysPut()).toEqual(bucket.logFiles())
  },
)

test('the bucket’s access control list is looked at once in five minutes, as far as events tell', async () => {
  const { start, record, delivery, clock, own } = await trailOfItsOwnBucket({
    recursiveLogging: false,
  })
  await start()
  for (const [id, minutes] of [
    ['1', 0],
    ['2', 1],
    ['3', 3.9],
    ['4', 0.1],
  ] as const) {
    clock.nowMs += minutes * 60_000
    await record(id)
    await delivery.deliverDue()
  }
  expect(own('GetBucketAcl')).toHaveLength(2)
})

describe('a trail that records what is done with its own bucket', () => {
  test('records its deliveries, one for each file of the time before, unless told otherwise', async () => {
    const { start, record, delivery, bucket, own } = await trailOfItsOwnBucket()
    await start()
    await record('1')
    for (let time = 1; time <= 5; time++) {
      await delivery.deliverDue()
      expect([bucket.logFiles().length, own('PutObject').length]).toEqual([time, time])
    }
    const names = bucket
      .logFiles()
      .map((name) => recordsOf(bucket.objects.get(name)?.body ?? Buffer.of()))
      .map((records) => records.map(({ eventName }) => eventName))
    expect(names).toEqual([
      ['GetDeployment'],
      ['GetBucketAcl', 'PutObject'],
      ...Array.from({ length: 3 }, () => ['PutObject']),
    ])
  })

  test('comes to rest without RecursiveLogging', async () => {
    const { start, record, delivery, bucket, ledger } = await trailOfItsOwnBucket({
      recursiveLogging: false,
    })
    await start()
    await record('1')
    for (let time = 1; time <= 5; time++) await delivery.deliverDue()
    // The second one holds the look at the access control list.
    expect(bucket.logFiles()).toHaveLength(2)
    const position = ledger.durablePosition
    await delivery.deliverDue()
    expect(ledger.durablePosition).toBe(position)
  })

  test('ends when it is stopped', async () => {
    const { start, stop, record, delivery, bucket, state } = await trailOfItsOwnBucket()
    await start()
    await record('1')
    await delivery.deliverDue()
    await stop()
    await record('stop')
    for (let time = 1; time <= 3; time++) await delivery.deliverDue()
    expect(state()?.recorded).toEqual([])
    expect(bucket.logFiles()).toHaveLength(2)
  })
})
