import { expect, test } from 'vitest'
import { buckets, newBucket } from '../buckets/bucket.ts'
import { Resources } from '../ledger/resources.ts'
import { trailCalls } from './trail-calls.ts'

const key = 'AWSLogs/111122223333/CloudTrail/us-west-2/2026/07/20/one.json.gz'

function calls(isKeptElsewhere = false) {
  const resources = new Resources()
  const owner = { accountId: '111122223333', region: 'us-west-2', createdMs: 0 }
  resources.apply([buckets.put('audit-logs', newBucket({ name: 'audit-logs', ...owner }))])
  return trailCalls({
    resources,
    isKeptElsewhere: () => isKeptElsewhere,
    clock: { now: () => Date.parse('2026-07-20T09:15:42.900Z') },
    random: {
      uuid: () => 'c0f3aa2c-af22-48c1-8161-bad4a2ab1841',
      bytes: (count) => new Uint8Array(count),
    },
  })
}

test('a stored object is a data event of the bucket’s owner, members in CloudTrail’s order', () => {
  const id = 'c0f3aa2c-af22-48c1-8161-bad4a2ab1841'
  expect(calls()({ bucket: 'audit-logs', keys: [key] })).toEqual([
    [
      '{"eventVersion":"1.11"',
      '"userIdentity":{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}',
      '"eventTime":"2026-07-20T09:15:42Z","eventSource":"s3.amazonaws.com","eventName":"PutObject"',
      '"awsRegion":"us-west-2","sourceIPAddress":"cloudtrail.amazonaws.com"',
      '"userAgent":"cloudtrail.amazonaws.com"',
      `"requestParameters":{"bucketName":"audit-logs","key":"${key}"`,
      '"x-amz-acl":"bucket-owner-full-control","x-amz-server-side-encryption":"AES256"}',
      '"responseElements":{"x-amz-server-side-encryption":"AES256"}',
      `"requestID":"2W481YIWSKB7K7Y9","eventID":"${id}","readOnly":false`,
      `"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::audit-logs/${key}"}`,
      '{"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::audit-logs"}]',
      '"eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"111122223333"',
      `"sharedEventID":"${id}","eventCategory":"Data"}`,
    ].join(','),
  ])
})

test('a look at the access control list is a management event, before the objects', () => {
  const events = calls()({ bucket: 'audit-logs', hasReadAcl: true, keys: [key] }).map(
    (json) => JSON.parse(json) as unknown,
  )
  expect(events).toMatchObject([
    {
      eventName: 'GetBucketAcl',
      readOnly: true,
      managementEvent: true,
      requestParameters: { bucketName: 'audit-logs', acl: '' },
      responseElements: null,
      resources: [{ type: 'AWS::S3::Bucket' }],
    },
    { eventName: 'PutObject' },
  ])
})

test('a bucket that is kept elsewhere, or nowhere, leaves no events here', () => {
  expect(calls(true)({ bucket: 'audit-logs', hasReadAcl: true, keys: [key] })).toEqual([])
  expect(calls()({ bucket: 'nowhere', hasReadAcl: true, keys: [key] })).toEqual([])
})
