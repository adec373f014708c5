import { expect, test } from 'vitest'
import { memoryTrail } from '../../test/support/memory-trail.ts'
import { watchBuckets } from './bucket-watch.ts'
import type { BucketDemand, BucketFault } from './destination.ts'

test('a bucket that is lost shows without any event, and its return too', async () => {
  const { ledger, start, stop, record, clock, status } = await memoryTrail()
  let fault: BucketFault | undefined = 'no-such-bucket'
  const demands: BucketDemand[] = []
  const watch = () =>
    watchBuckets({
      ledger,
      buckets: {
        async faultOf(demand) {
          demands.push(demand)
          return fault
        },
      },
      clock: { now: () => clock.nowMs },
      accountIds: () => ['111122223333', '444455556666'],
    })
  await watch()
  expect(demands).toEqual([])
  await start()
  await record('start')
  await watch()
  expect(status()).toMatchObject({ latestError: 'NoSuchBucket', latestAttemptMs: clock.nowMs })
  expect(demands).toEqual([
    {
      bucket: 'logs',
      accountIds: ['111122223333'],
      trailArn: 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main',
    },
  ])
  fault = 'insufficient-policy'
  await watch()
  expect(status().latestError).toBe('AccessDenied')
  fault = undefined
  await watch()
  expect(status().latestError).toBeUndefined()
  await stop()
  await watch()
  expect(demands).toHaveLength(3)
})
