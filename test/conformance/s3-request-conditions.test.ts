import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { presignedUrl } from '../../src/wire/presign.ts'
import { accountId, type Keys, region, startServer, type TestServer } from '../support/server.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const MINUTE_MS = 60_000
const [Bucket, Key] = ['papers', 'a']

let server: TestServer
let session: Required<Keys>
beforeAll(async () => {
  server = await startServer()
  const { s3, sts } = server.clients()
  await s3.send(new CreateBucketCommand({ Bucket }))
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a' }))
  const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {}
  session = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

/** By a header, by a URL made now, and by a URL made eleven minutes ago: who gets the object. */
async function outcomes(): Promise<readonly [string, number, number]> {
  const { s3 } = server.clients()
  const byHeader = await s3.send(new GetObjectCommand({ Bucket, Key })).then(
    () => 'got',
    (error: Error) => error.name,
  )
  const byUrl = async (ageMs: number) => {
    const place = { endpoint: server.url, bucket: Bucket, key: Key, region }
    const nowMs = Date.now() - ageMs
    return (await fetch(presignedUrl({ ...place, ...session, nowMs, expiresSeconds: 3600 }))).status
  }
  return [byHeader, await byUrl(0), await byUrl(11 * MINUTE_MS)]
}

test.each<[string, object, readonly [string, number, number]]>([
  [
    'another signature version',
    { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } },
    ['got', 200, 200],
  ],
  [
    'what is not signed in a header',
    { StringNotEquals: { 's3:authType': 'REST-HEADER' } },
    ['got', 403, 403],
  ],
  [
    'what is not signed in a URL',
    { StringNotEquals: { 's3:authType': 'REST-QUERY-STRING' } },
    ['AccessDenied', 200, 200],
  ],
  [
    'URLs that are older than ten minutes',
    { NumericGreaterThan: { 's3:signatureAge': String(10 * MINUTE_MS) } },
    ['got', 200, 403],
  ],
  ['old TLS', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, ['got', 200, 200]],
  ['no TLS', { Null: { 's3:TlsVersion': 'true' } }, ['AccessDenied', 403, 403]],
  [
    'buckets of others',
    { StringNotEquals: { 's3:ResourceAccount': accountId } },
    ['got', 200, 200],
  ],
])('a bucket policy that denies %s', async (_what, Condition, expected) => {
  const { s3 } = server.clients()
  const Statement = [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
      Condition,
    },
  ]
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
  expect(await outcomes()).toEqual(expected)
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }))
})
