import { expect, test } from 'vitest'
import { troublesOf } from './trails.ts'

test('says nothing while all goes well', () => {
  expect(troublesOf({})).toEqual([])
})

test('says each trouble once, in plain words', () => {
  expect(
    troublesOf({
      LatestDeliveryError: 'NoSuchBucket',
      LatestDigestDeliveryError: 'NoSuchBucket',
      LatestNotificationError: 'AuthorizationError',
      LatestCloudWatchLogsDeliveryError: 'ResourceNotFoundException',
    }),
  ).toEqual([
    'The bucket does not exist any more.',
    'The topic’s policy does not let the trail publish to it.',
    'The log group does not exist any more.',
  ])
})

test('names a code that it has no words for', () => {
  expect(troublesOf({ LatestDeliveryError: 'Odd' })).toEqual(['Deliveries fail with Odd.'])
})
