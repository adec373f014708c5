import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { FaultyBucket } from '../../test/support/faulty-bucket.ts'
import { type Fault, FaultyStore } from '../../test/support/faulty-store.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import type { LedgerReader } from '../ledger/follower.ts'
import { Ledger } from '../ledger/ledger.ts'
import { TrailDelivery } from './delivery.ts'
import { logFileWriter } from './log-file-writer.ts'
import { type Delivery, deliveries, recordingFrom, recordingUpTo } from './trail.ts'

const key = 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main#1'
const idle: Delivery = {
  key,
  trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
  accountId: '111122223333',
  region: 'us-west-2',
  s3BucketName: 'logs',
  recorded: [],
  cursor: 0,
  isTrailDeleted: false,
}

/** A ledger in memory, a bucket in memory, and a delivery between them. */
async function opened(store = new FaultyStore(), bucket = new FaultyBucket()) {
  const ledger = await Ledger.open(store, () => undefined)
  const reader: LedgerReader = {
    read: (after, upTo, limit) =>
      store.events
        .slice(after, Math.min(upTo, after + limit))
        .map((json, i) => ({ position: after + i + 1, json })),
    close: () => undefined,
  }
  const delivery = new TrailDelivery(ledger, logFileWriter(reader, bucket), { now: () => 7_000 })
  return {
    ledger,
    store,
    bucket,
    delivery,
    record: (eventID: string, members: Partial<AuditEvent> = {}) =>
      ledger.commit({
        events: [JSON.stringify(auditEvent({ eventID, awsRegion: 'us-west-2', ...members }))],
        changes: [],
      }),
    change: (change: (now: Delivery) => Delivery) =>
      ledger.commit({
        events: [],
        changes: [deliveries.put(key, change(ledger.resources.get(deliveries, key) ?? idle))],
      }),
    state: () => ledger.resources.get(deliveries, key),
  }
}

test('delivers what was recorded from the start to the stop, of its account and region, once', async () => {
  const { record, change, delivery, bucket, ledger, state } = await opened()
  await record('before')
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('start')
  await record('elsewhere', { awsRegion: 'eu-west-1' })
  await record('others', { recipientAccountId: '999988887777' })
  await record('data', { managementEvent: false, eventCategory: 'Data' })
  await delivery.deliverDue()
  await change((now) => recordingUpTo(now, ledger.nextPosition))
  await record('stop')
  await record('after')
  await delivery.deliverDue()
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['start', 'stop'])
  expect(state()).toMatchObject({ recorded: [], latestDeliveryMs: 7_000 })
})

test('leaves out what happened between a stop and the next start', async () => {
  const { record, change, delivery, bucket, ledger } = await opened()
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('1')
  await change((now) => recordingUpTo(now, ledger.nextPosition - 1))
  await record('2')
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('3')
  await delivery.deliverDue()
  expect(bucket.eventIds()).toEqual(['1', '3'])
})

test('makes no file of a range without events, and passes over it', async () => {
  const { record, change, delivery, bucket, ledger, state } = await opened()
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('elsewhere', { awsRegion: 'eu-west-1' })
  await delivery.deliverDue()
  expect([bucket.objects.size, state()?.cursor, state()?.latestDeliveryMs]).toEqual([
    0,
    1,
    undefined,
  ])
})

test('a deleted trail is forgotten once everything it recorded is delivered', async () => {
  const { record, change, delivery, bucket, ledger, state } = await opened()
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('1')
  await change((now) => ({ ...recordingUpTo(now, 1), isTrailDeleted: true }))
  await delivery.deliverDue()
  expect([bucket.eventIds(), state()]).toEqual([['1'], undefined])
})

test('the ledger keeps what a trail still needs', async () => {
  const { record, change, delivery, ledger, bucket } = await opened()
  await change((now) => recordingFrom(now, ledger.nextPosition))
  await record('1')
  bucket.fault = 'failed and not done'
  await delivery.deliverDue()
  await record('2')
  expect(delivery.deliveredUpTo()).toBe(0)
  await delivery.deliverDue()
  expect(delivery.deliveredUpTo()).toBe(2)
})

describe.each<Fault>(['failed and not done', 'failed but done'])('a put that %s', (fault) => {
  test('is shown, and repeated until every event is in exactly one file', async () => {
    const { record, change, delivery, bucket, ledger, state } = await opened()
    await change((now) => recordingFrom(now, ledger.nextPosition))
    await record('1')
    bucket.fault = fault
    await delivery.deliverDue()
    expect(state()).toMatchObject({
      latestError: 'InternalError',
      latestAttemptMs: 7_000,
      cursor: 0,
    })
    await record('2')
    await delivery.deliverDue()
    expect(bucket.eventIds()).toEqual(['1', '2'])
    expect(state()?.latestError).toBeUndefined()
  })

  // Method: the process ends at each of the ledger's writes in turn, with the write done or not; a new one goes on from
  // what is durable, while more events come in.
  test('and a crash at any write of the ledger: every event is in exactly one file', async () => {
    for (let crashAt = 1; crashAt <= 4; crashAt++) {
      const first = await opened()
      await first.change((now) => recordingFrom(now, 1))
      await first.record('1')
      await first.record('2')
      let writes = 0
      first.store.onAppend = () => {
        if (++writes === crashAt) first.store.fault = fault
      }
      await first.delivery.deliverDue().catch(() => undefined)

      const second = await opened(first.store.reopened(), first.bucket)
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
