import {
  PutInsightSelectorsCommand,
  type PutInsightSelectorsRequest,
} from '@aws-sdk/client-cloudtrail'
import { DeleteBucketCommand, DeleteBucketPolicyCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { trailArn, trailSite } from '../support/trail-site.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html */
const { server, cloudtrail, create, get } = trailSite()

const rate = { InsightType: 'ApiCallRateInsight' } as const
const put = (input: Partial<PutInsightSelectorsRequest> = {}) =>
  cloudtrail().send(
    new PutInsightSelectorsCommand({ TrailName: 'main', InsightSelectors: [rate], ...input }),
  )

test.each<[string, Partial<PutInsightSelectorsRequest>, string]>([
  [
    'a type that is none',
    { InsightSelectors: [{ InsightType: 'Colour' as never }] },
    'InvalidInsightSelectorsException',
  ],
  [
    'a category that is none',
    { InsightSelectors: [{ ...rate, EventCategories: ['Colour' as never] }] },
    'InvalidInsightSelectorsException',
  ],
  ['no type', { InsightSelectors: [{}] }, 'InvalidInsightSelectorsException'],
  ['a type twice', { InsightSelectors: [rate, rate] }, 'InvalidInsightSelectorsException'],
  [
    'a destination beside a trail',
    { InsightsDestination: trailArn('other') },
    'InvalidParameterCombinationException',
  ],
  [
    'an event data store beside a trail',
    { EventDataStore: 'abc' },
    'InvalidParameterCombinationException',
  ],
  ['neither trail nor event data store', { TrailName: undefined }, 'InvalidParameterException'],
])('%s is refused', async (_what, input, name) => {
  await create()
  await expect(put(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
})

test('the bucket has to be there and let CloudTrail in, until Insights are switched off', async () => {
  await server().makeTrailBucket('lost-logs')
  await create({ S3BucketName: 'lost-logs' })
  await put()
  const { s3 } = server().clients()
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'lost-logs' }))
  await expect(put()).rejects.toMatchObject({
    name: 'InsufficientS3BucketPolicyException',
    message: 'Incorrect S3 bucket policy is detected for bucket: lost-logs',
  })
  await s3.send(new DeleteBucketCommand({ Bucket: 'lost-logs' }))
  await expect(put()).rejects.toMatchObject({
    name: 'S3BucketDoesNotExistException',
    message: 'S3 bucket lost-logs does not exist!',
  })
  expect((await get())?.HasInsightSelectors).toBe(true)
  await put({ InsightSelectors: [] })
  expect((await get())?.HasInsightSelectors).toBe(false)
})
