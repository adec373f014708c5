import { describe, expect, test } from 'vitest'
import { newBucket } from '../buckets/bucket.ts'
import { type ServiceRequest, serviceAccess } from './bucket-access.ts'

const trail = 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main'
const service = 'cloudtrail.amazonaws.com'

/** As AWS's console writes it for a trail. */
const statements = [
  {
    Sid: 'AWSCloudTrailAclCheck20150319',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:GetBucketAcl',
    Resource: 'arn:aws:s3:::logs',
    Condition: { StringEquals: { 'aws:SourceArn': trail } },
  },
  {
    Sid: 'AWSCloudTrailWrite20150319',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::logs/ct/AWSLogs/123456789012/*',
    Condition: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trail },
    },
  },
]

const check: ServiceRequest = {
  service,
  action: 's3:GetBucketAcl',
  sourceArn: trail,
  sourceAccount: '123456789012',
}
const write: ServiceRequest = {
  ...check,
  action: 's3:PutObject',
  key: 'ct/AWSLogs/123456789012/CloudTrail/us-west-2/2026/07/20/x.json.gz',
  acl: 'bucket-owner-full-control',
}

function bucketWith(policy: readonly object[] | undefined) {
  const made = { name: 'logs', accountId: '123456789012', region: 'us-west-2', createdMs: 0 }
  const document = JSON.stringify({ Version: '2012-10-17', Statement: policy })
  return { ...newBucket(made), ...(policy ? { policy: document } : {}) }
}

test('the policy that AWS writes allows both of its steps', () => {
  const bucket = bucketWith(statements)
  expect(serviceAccess(bucket, check)).toEqual({ isAllowed: true })
  expect(serviceAccess(bucket, write)).toEqual({ isAllowed: true })
})

test('a bucket of another account may be written to as well', () => {
  const bucket = { ...bucketWith(statements), accountId: '999988887777' }
  expect(serviceAccess(bucket, write)).toEqual({ isAllowed: true })
})

test('a bucket that takes nothing without encryption takes what asks for it', () => {
  const condition = { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } }
  const plain = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }
  const bucket = bucketWith([...statements, { ...plain, Condition: condition }])
  expect(serviceAccess(bucket, write)).toMatchObject({ isAllowed: false })
  expect(serviceAccess(bucket, { ...write, encryption: 'AES256' })).toEqual({ isAllowed: true })
})

describe('what is wrong is said in words', () => {
  test.each([
    ['no policy', undefined, write, 'has no policy'],
    [
      'another prefix',
      statements,
      { ...write, key: 'AWSLogs/123456789012/x' },
      'AWSCloudTrailWrite20150319 does not apply because of its Resource',
    ],
    [
      'another account',
      statements,
      { ...write, key: 'ct/AWSLogs/999988887777/x' },
      's3:PutObject on arn:aws:s3:::logs/ct/AWSLogs/999988887777/x',
    ],
    [
      'another trail',
      statements,
      { ...check, sourceArn: `${trail}2` },
      'AWSCloudTrailAclCheck20150319 does not apply because of its Condition',
    ],
    ['another acl', statements, { ...write, acl: 'private' }, 'because of its Condition'],
    [
      'another service',
      statements,
      { ...check, service: 'config.amazonaws.com' },
      'because of its Principal',
    ],
    [
      'a statement that denies',
      [...statements, { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }],
      write,
      'statement No forbids s3:PutObject',
    ],
  ])('%s', (_what, policy, asked, words) => {
    const access = serviceAccess(bucketWith(policy), asked)
    expect(access).toMatchObject({ isAllowed: false, reason: expect.stringContaining(words) })
  })
})
