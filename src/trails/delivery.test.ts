import { describe, expect, test } from 'vitest'
import type { Fault } from '../../test/support/faulty-store.ts'
import { memoryTrail, newDurable, someTrail } from '../../test/support/memory-trail.ts'
import { DAY_MS } from './retry.ts'

test('delivers what was recorded from the start to the stop, of its account and region, once', async () => {
  const { record, start, stop, delivery, bucket, clock, state, status } = await memoryTrail()
  await record('before')
  await start()
  await record('start')
  await record('elsewhere', { awsRegion: 'eu-west-1' })
  await record('others', { recipientAccountId: '999988887777' })
  await record('data', { managementEvent: false, eventCategory: 'Data' })
  await delivery.deliverDue()
  await stop()
  await record('stop')
  await record('after')
  await delivery.deliverDue()
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['start', 'stop'])
  expect(state()).toMatchObject({ recorded: [] })
  expect(status().latestDeliveryMs).toBe(clock.nowMs)
})

test('leaves out what happened between a stop and the next start', async () => {
  const { record, start, stop, delivery, bucket } = await memoryTrail()
  await start()
  await record('start')
  await stop()
  await record('stop')
  await record('between')
  await start()
  await record('again')
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['start', 'stop', 'again'])
})

test('makes no file of a range without events, and passes over it', async () => {
  const { record, start, delivery, bucket, state, status } = await memoryTrail()
  await start()
  await record('elsewhere', { awsRegion: 'eu-west-1' })
  await delivery.deliverDue()
  expect(bucket.objects.size).toBe(0)
  expect(state()?.cursor).toBe(1)
  expect(status().latestDeliveryMs).toBeUndefined()
})

test('a multi-region trail has a folder and a status in each region that has events', async () => {
  const trail = someTrail({ isMultiRegion: true, s3KeyPrefix: 'ct' })
  const { record, start, delivery, bucket, status } = await memoryTrail(trail)
  await start()
  for (const awsRegion of ['us-west-2', 'eu-west-1', 'us-west-2'])
    await record(`in ${awsRegion}`, { awsRegion })
  await record('role', { awsRegion: 'us-east-1', eventSource: 'iam.amazonaws.com' })
  await delivery.deliverDue()
  const folders = bucket.logFiles().map((name) => name.split('/').slice(1, 6).join('/'))
  expect(folders.toSorted()).toEqual(
    ['eu-west-1', 'us-east-1', 'us-west-2'].map(
      (region) => `ct/AWSLogs/111122223333/CloudTrail/${region}`,
    ),
  )
  expect(status('eu-west-1').latestDeliveryMs).toBeDefined()
  expect(status('ap-south-1').latestDeliveryMs).toBeUndefined()
})

test('an organization’s trail has a folder for each account', async () => {
  const { record, start, delivery, bucket } = await memoryTrail(
    someTrail({ organizationId: 'o-exampleorg1' }),
  )
  await start()
  await record('1')
  await record('2', { recipientAccountId: '444455556666' })
  await delivery.deliverDue()
  const folders = bucket.logFiles().map((name) => name.split('/').slice(1, 5).join('/'))
  expect(folders).toEqual([
    'AWSLogs/o-exampleorg1/111122223333/CloudTrail',
    'AWSLogs/o-exampleorg1/444455556666/CloudTrail',
  ])
})

test('new settings hold from the event after the one that brought them', async () => {
  const trail = someTrail()
  const { record, start, update, delivery, bucket } = await memoryTrail(trail)
  await start()
  await record('read')
  await update({
    ...trail,
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
  await record('update')
  await record('left out')
  await record('write', { readOnly: false })
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['read', 'update', 'write'])
})

test('what a lost bucket did not take goes to the one that replaces it', async () => {
  const trail = someTrail()
  const { record, start, update, delivery, bucket, status } = await memoryTrail(trail)
  bucket.refuses = (object) => object.bucket === 'logs'
  await start()
  await record('1')
  await delivery.deliverDue()
  expect(status().latestError).toBe('AccessDenied')
  await update({ ...trail, s3BucketName: 'new-logs' })
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['1'])
  expect(status().latestError).toBeUndefined()
})

test('a deleted trail is forgotten once everything it recorded is delivered', async () => {
  const { record, start, remove, delivery, bucket, state, durable } = await memoryTrail()
  await start()
  await record('1')
  await delivery.deliverDue()
  await remove()
  await record('deleted')
  await delivery.deliverDue()
  expect([bucket.eventIds(), state()]).toEqual([['1', 'deleted'], undefined])
  expect(durable.store.resources.size).toBe(0)
})

test('the ledger keeps what a trail still needs', async () => {
  const { record, start, delivery, bucket, clock } = await memoryTrail()
  await start()
  await record('1')
  bucket.fault = 'failed and not done'
  await delivery.deliverDue()
  await record('2')
  expect(delivery.deliveredUpTo()).toBe(0)
  clock.nowMs += 60_000
  await delivery.deliverDue()
  expect(delivery.deliveredUpTo()).toBe(2)
})

test('a failure is tried again within a minute, not at once, and no other region waits for it', async () => {
  const trail = someTrail({ isMultiRegion: true })
  const { record, start, delivery, bucket, clock, status } = await memoryTrail(trail)
  bucket.refuses = ({ key }) => key.includes('us-west-2')
  let attempts = 0
  bucket.onPut = () => attempts++
  await start()
  await record('1')
  await record('2', { awsRegion: 'eu-west-1' })
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['2'])
  expect(status('us-west-2').latestError).toBe('AccessDenied')
  expect(status('eu-west-1').latestError).toBeUndefined()
  await delivery.deliverDue()
  expect(attempts).toBe(2)
  for (let second = 0; second < 3600; second++) {
    clock.nowMs += 1000
    await delivery.retryDue()
  }
  expect(attempts).toBeGreaterThan(2 * 60)
  expect(attempts).toBeLessThan(2 * 300)
  bucket.refuses = () => false
  clock.nowMs += 60_000
  await delivery.retryDue()
  expect(bucket.eventIds().toSorted()).toEqual(['1', '2'])
  expect(status('us-west-2').latestError).toBeUndefined()
})

test('what cannot be delivered is kept for thirty days', async () => {
  const { record, start, delivery, bucket, clock, state } = await memoryTrail()
  const at = (day: number) => `${new Date(clock.nowMs + day * DAY_MS).toISOString().slice(0, 19)}Z`
  bucket.refuses = () => true
  await start()
  await record('old', { eventTime: at(0) })
  await record('young', { eventTime: at(3) })
  for (let day = 0; day < 32; day++) {
    await delivery.deliverDue()
    clock.nowMs += DAY_MS
  }
  expect(state()?.cursor).toBe(0)
  bucket.refuses = () => false
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['young'])
  expect(state()?.retry).toBeUndefined()
})

describe.each<Fault>(['failed and not done', 'failed but done'])('a put that %s', (fault) => {
  test('is shown, and repeated until every event is in exactly one file', async () => {
    const { record, start, delivery, bucket, clock, state, status } = await memoryTrail()
    await start()
    await record('1')
    bucket.fault = fault
    await delivery.deliverDue()
    expect(status()).toMatchObject({
      latestError: 'InternalError',
      latestAttemptMs: clock.nowMs,
    })
    expect(state()?.cursor).toBe(0)
    await record('2')
    clock.nowMs += 60_000
    await delivery.deliverDue()
    expect(bucket.eventIds()).toEqual(['1', '2'])
    expect(status().latestError).toBeUndefined()
  })

  // Method: the process ends at each of the ledger's writes in turn, with the write done or not; a new one goes on from
  // what is durable, while more events come in.
  test('and a crash at any write of the ledger: every event is in exactly one file', async () => {
    for (let crashAt = 1; crashAt <= 4; crashAt++) {
      const first = await memoryTrail(someTrail(), newDurable())
      await first.start()
      await first.record('1')
      await first.record('2')
      let writes = 0
      const { store } = first.durable
      store.onAppend = () => {
        if (++writes === crashAt) store.fault = fault
      }
      await first.delivery.deliverDue().catch(() => undefined)

      const second = await first.reopened()
      await second.record('3')
      await second.delivery.deliverDue()
      expect(second.bucket.eventIds().toSorted(), `crash at write ${crashAt}`).toEqual([
        '1',
        '2',
        '3',
      ])
    }
  })
})
