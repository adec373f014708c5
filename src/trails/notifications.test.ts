import { describe, expect, test } from 'vitest'
import type { Fault } from '../../test/support/faulty-store.ts'
import { memoryTrail, newDurable, someTrail } from '../../test/support/memory-trail.ts'
import { Resources } from '../ledger/resources.ts'
import { newDelivery } from './delivery-state.ts'
import { OWED_MAX, owedFor } from './notifications.ts'

const topicArn = 'arn:aws:sns:us-west-2:111122223333:files'
const notified = someTrail({ snsTopic: { name: 'files', arn: topicArn }, isMultiRegion: true })

test('every file is told of once, in one message for each region, after it is there', async () => {
  const { record, start, delivery, notify, bucket, topic, clock, status } =
    await memoryTrail(notified)
  await start()
  await record('1')
  await record('2', { awsRegion: 'eu-west-1' })
  await notify()
  expect(topic.published).toEqual([])
  await delivery.deliverDue()
  await notify()
  await notify()
  expect(topic.toldOf().toSorted()).toEqual(bucket.logFiles().toSorted())
  expect(topic.published).toHaveLength(2)
  const [first] = topic.published
  expect(first).toMatchObject({
    topicArn,
    trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
  })
  expect(first?.message).toMatch(
    /^\{"s3Bucket":"logs","s3ObjectKey":\["AWSLogs\/.*\.json\.gz"\]\}$/,
  )
  expect(status('eu-west-1')).toMatchObject({
    latestNotificationMs: clock.nowMs,
    latestNotificationAttemptMs: clock.nowMs,
  })
})

test('a trail without a topic tells nobody', async () => {
  const { record, start, delivery, notify, topic } = await memoryTrail()
  await start()
  await record('1')
  await delivery.deliverDue()
  await notify()
  expect(topic.published).toEqual([])
})

test('a refusal is shown, tried again, and files go on meanwhile', async () => {
  const { record, start, delivery, notify, bucket, topic, clock, status } =
    await memoryTrail(notified)
  topic.refuses = () => true
  await start()
  for (const id of ['1', '2']) {
    await record(id)
    await delivery.deliverDue()
    await notify()
  }
  expect(bucket.eventIds()).toEqual(['1', '2'])
  expect(status().latestNotificationError).toBe('AuthorizationError')
  expect(status().latestNotificationMs).toBeUndefined()
  topic.refuses = () => false
  await notify()
  expect(topic.published).toEqual([])
  clock.nowMs += 60_000
  await notify()
  expect(topic.toldOf()).toEqual(bucket.logFiles())
  expect(status().latestNotificationError).toBeUndefined()
})

test('a new topic is told of new files, and no longer pauses for the old one', async () => {
  const { record, start, update, delivery, notify, topic } = await memoryTrail(notified)
  const other = 'arn:aws:sns:us-west-2:111122223333:other'
  topic.refuses = (arn) => arn === topicArn
  await start()
  await record('1')
  await delivery.deliverDue()
  await notify()
  topic.refuses = () => false
  await update({ ...notified, snsTopic: { name: 'other', arn: other } })
  await record('2')
  await delivery.deliverDue()
  await notify()
  expect(topic.published.map((publication) => publication.topicArn)).toEqual([topicArn, other])
})

test('a topic that takes nothing has no more than so many waiting', () => {
  const nowMs = 0
  const resources = new Resources()
  const files = Array.from({ length: OWED_MAX + 1 }, (_, i) => ({
    accountId: '111122223333',
    region: `region-${i}`,
    s3Bucket: 'logs',
    s3Object: `file-${i}`,
    hashValue: '',
    firstPosition: 1,
    lastPosition: 1,
    oldestEventMs: nowMs,
    newestEventMs: nowMs,
  }))
  const owed = owedFor(newDelivery(notified, 1), files, 1, { resources, nowMs })
  expect(owed).toHaveLength(OWED_MAX)
  resources.apply(owed)
  expect(owedFor(newDelivery(notified, 1), files, 2, { resources, nowMs })).toEqual([])
})

describe.each<Fault>(['failed and not done', 'failed but done'])(
  'a publication that %s',
  (fault) => {
    test('is repeated under the same id', async () => {
      const { record, start, delivery, notify, bucket, topic, clock, status } =
        await memoryTrail(notified)
      await start()
      await record('1')
      await delivery.deliverDue()
      topic.fault = fault
      await notify()
      expect(status().latestNotificationError).toBe('InternalError')
      clock.nowMs += 60_000
      await notify()
      expect(new Set(topic.toldOf())).toEqual(new Set(bucket.logFiles()))
      expect(new Set(topic.published.map(({ id }) => id)).size).toBe(1)
      expect(topic.published).toHaveLength(fault === 'failed but done' ? 2 : 1)
    })

    // Method: the process ends at each of the ledger's writes in turn, with the write done or not; a new one goes on from
    // what is durable.
    test('and a crash at any write of the ledger: every file is told of', async () => {
      for (let crashAt = 1; crashAt <= 4; crashAt++) {
        const first = await memoryTrail(notified, newDurable())
        await first.start()
        await first.record('1')
        await first.record('2', { awsRegion: 'eu-west-1' })
        let writes = 0
        const { store } = first.durable
        store.onAppend = () => {
          if (++writes === crashAt) store.fault = fault
        }
        await first.delivery
          .deliverDue()
          .then(first.notify)
          .catch(() => undefined)

        const second = await first.reopened()
        await second.delivery.deliverDue()
        await second.notify()
        const told = new Set(second.topic.toldOf())
        expect(told, `crash at write ${crashAt}`).toEqual(new Set(second.bucket.logFiles()))
        expect(told.size).toBe(2)
      }
    })
  },
)
