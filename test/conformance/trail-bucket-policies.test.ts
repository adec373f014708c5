import { StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { accountId, trailBucketPolicy } from '../support/server.ts'
import { trailArn, trailSite } from '../support/trail-site.ts'

const { server, cloudtrail, create } = trailSite([])

const everybody = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }

async function bucketThatDenies(Bucket: string, denied: object) {
  const { s3 } = server().clients()
  const { Version, Statement } = trailBucketPolicy(Bucket, [`AWSLogs/${accountId}/*`])
  const Policy = JSON.stringify({ Version, Statement: [...Statement, { ...everybody, ...denied }] })
  await s3.send(new CreateBucketCommand({ Bucket }))
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
}

/** Statements as they stand in the policies of many buckets, none of which keeps CloudTrail out. */
test.each<[string, object]>([
  [
    'what is not encrypted',
    {
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } },
    },
  ],
  [
    'what asks for no encryption',
    { Action: 's3:PutObject', Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } } },
  ],
  ['plain HTTP', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['old TLS', { Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }],
  [
    'another signature version',
    { Condition: { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } } },
  ],
  [
    'other accounts and no service',
    {
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalAccount': accountId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  ],
  [
    'services for other accounts',
    {
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceAccount': accountId },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    },
  ],
  [
    'other trails',
    {
      Action: 's3:PutObject',
      Condition: { ArnNotLikeIfExists: { 'aws:SourceArn': trailArn('*') } },
    },
  ],
])('a bucket that denies %s gets log files', async (what, denied) => {
  const S3BucketName = what.replaceAll(' ', '-').toLowerCase()
  await bucketThatDenies(S3BucketName, denied)
  await create({ S3BucketName })
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await vi.waitFor(() => expect(server().logged(S3BucketName)).not.toEqual([]))
})

test.each<[string, object]>([
  [
    'everything but KMS',
    {
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    },
  ],
  ['services', { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } }],
  ['that trail', { Condition: { ArnLike: { 'aws:SourceArn': trailArn('m*') } } }],
])('a bucket that denies %s is no trail’s', async (what, denied) => {
  const S3BucketName = what.replaceAll(' ', '-').toLowerCase()
  await bucketThatDenies(S3BucketName, denied)
  await expect(create({ S3BucketName })).rejects.toMatchObject({
    name: 'InsufficientS3BucketPolicyException',
    message: `Incorrect S3 bucket policy is detected for bucket: ${S3BucketName}`,
  })
})
