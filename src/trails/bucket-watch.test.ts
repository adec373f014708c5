import { expect, test } from 'vitest'
import { memoryTrail } from '../../test/support/memory-trail.ts'

test('a bucket that is lost shows without any event, and its return too', async () => {
  const { start, stop, record, watch, buckets, clock, status } = await memoryTrail()
  buckets.fault = 'NoSuchBucket'
  await watch.lookAtAll()
  expect(buckets.demands).toEqual([])
  await start()
  await record('start')
  await watch.lookAtAll()
  expect(status()).toMatchObject({ latestError: 'NoSuchBucket', latestAttemptMs: clock.nowMs })
  expect(buckets.demands).toEqual([
    {
      bucket: 'logs',
      accountIds: ['111122223333'],
      trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
    },
  ])
  buckets.fault = 'AccessDenied'
  await watch.lookAtAll()
  expect(status().latestError).toBe('AccessDenied')
  buckets.fault = undefined
  await watch.lookAtAll()
  expect(status().latestError).toBeUndefined()
  await stop()
  await watch.lookAtAll()
  expect(buckets.demands).toHaveLength(3)
})

test('nothing is put where the bucket’s owner does not want it', async () => {
  const { start, record, delivery, bucket, buckets, clock, status } = await memoryTrail()
  buckets.fault = 'AccessDenied'
  await start()
  await record('start')
  await delivery.deliverDue()
  expect([bucket.objects.size, status().latestError]).toEqual([0, 'AccessDenied'])
  buckets.fault = undefined
  clock.nowMs += 60_000
  await delivery.retryDue()
  expect([bucket.eventIds(), status().latestError]).toEqual([['start'], undefined])
})
