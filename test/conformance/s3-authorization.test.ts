import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allow, anAccount, aUser, policy, type Statement } from '../support/identities.ts'
import { recordedEvents, startKeepingServer } from '../support/recorded-events.ts'
import { accountId, type Keys, region, type TestServer } from '../support/server.ts'

const other = '999988887777'
const Bucket = 'guarded'
const arn = `arn:aws:s3:::${Bucket}`
const reader = aUser(
  { accountId, userName: 'reader' },
  { Effect: 'Allow', Action: 's3:GetObject', Resource: `${arn}/*` },
)
const home = aUser(
  { accountId, userName: 'home' },
  {
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: arn,
    Condition: { StringEquals: { 's3:prefix': ['', 'home/'], 's3:delimiter': '/' } },
  },
)
const remover = aUser(
  { accountId, userName: 'remover' },
  { Effect: 'Allow', Action: 's3:DeleteObject', Resource: `${arn}/*` },
)
const stranger = aUser({ accountId: other, userName: 'stranger' }, allow('s3:*'))

let server: TestServer
beforeAll(async () => {
  server = await startKeepingServer([
    anAccount(other),
    ...reader.changes,
    ...home.changes,
    ...remover.changes,
    ...stranger.changes,
  ])
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await admin().send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  await admin().send(new s3.PutObjectCommand({ Bucket, Key: 'home/a', Body: 'text' }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const clientOf = (keys: Keys) => server.clients(keys).s3
const admin = () => clientOf(server.keys.admin)
const putPolicy = (...statements: readonly Statement[]) =>
  admin().send(new s3.PutBucketPolicyCommand({ Bucket, Policy: policy(...statements) }))
const dropPolicy = () => admin().send(new s3.DeleteBucketPolicyCommand({ Bucket }))
const get = (keys: Keys, Key = 'home/a') =>
  clientOf(keys).send(new s3.GetObjectCommand({ Bucket, Key }))
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }

const newEvents = recordedEvents(() => server)
const lastEvents = () => newEvents().slice(-2)

test('a denial names the action, and the resource in quotes; its event keeps the parameters', async () => {
  const command = new s3.PutObjectCommand({ Bucket, Key: 'home/a', Body: 'x' })
  await expect(clientOf(reader.keys).send(command)).rejects.toMatchObject({
    ...denied,
    message: `User: ${reader.arn} is not authorized to perform: s3:PutObject on resource: "${arn}/home/a" because no identity-based policy allows the s3:PutObject action`,
  })
  expect(lastEvents().at(-1)).toMatchObject({
    eventName: 'PutObject',
    errorCode: 'AccessDenied',
    requestParameters: { bucketName: Bucket, key: 'home/a' },
    responseElements: null,
  })
})

test('only who may list the bucket learns that an object is missing', async () => {
  await expect(get(server.keys.admin, 'missing')).rejects.toMatchObject({ name: 'NoSuchKey' })
  await expect(get(reader.keys, 'missing')).rejects.toMatchObject(denied)
})

test.each([
  [{ Delimiter: '/' }, 'allowed'],
  [{ Delimiter: '/', Prefix: 'home/' }, 'allowed'],
  [{ Delimiter: '/', Prefix: 'other/' }, 'AccessDenied'],
  [{ Prefix: 'home/' }, 'AccessDenied'],
])('by its prefix and delimiter, a listing of %j is %s', async (input, outcome) => {
  const listed = clientOf(home.keys)
    .send(new s3.ListObjectsV2Command({ Bucket, ...input }))
    .then(
      () => 'allowed',
      (error: Error) => error.name,
    )
  expect(await listed).toBe(outcome)
})

describe('a bucket policy', () => {
  const toStranger = {
    Action: 's3:GetObject',
    Resource: `${arn}/*`,
    Principal: { AWS: stranger.arn },
  }

  test('lets another account in, and both accounts get the event', async () => {
    await expect(get(stranger.keys)).rejects.toMatchObject({ ...denied, message: 'Access Denied' })
    await putPolicy({ Effect: 'Allow', ...toStranger })
    await get(stranger.keys)
    const [own, copy] = lastEvents()
    expect(own).toMatchObject({
      recipientAccountId: other,
      userIdentity: { arn: stranger.arn },
      sharedEventID: copy?.sharedEventID,
    })
    expect(copy).toMatchObject({
      eventName: 'GetObject',
      recipientAccountId: accountId,
      userIdentity: { type: 'AWSAccount', accountId: other },
    })
    await dropPolicy()
  })

  test('forbids what an identity policy allows', async () => {
    await putPolicy({
      Effect: 'Deny',
      Action: 's3:GetObject',
      Resource: `${arn}/home/*`,
      Principal: '*',
    })
    await expect(get(reader.keys)).rejects.toMatchObject({
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    })
    await dropPolicy()
    await get(reader.keys)
  })

  test('may ask for an access control list, by which alone a foreign object is the owner’s', async () => {
    await putPolicy({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: `${arn}/*`,
      Principal: { AWS: other },
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
    })
    const input = { Bucket, Key: 'given', Body: 'x' }
    const strangers = clientOf(stranger.keys)
    await expect(strangers.send(new s3.PutObjectCommand(input))).rejects.toMatchObject(denied)
    await strangers.send(new s3.PutObjectCommand({ ...input, ACL: 'bucket-owner-full-control' }))
    await dropPolicy()
  })
})

test('whoever copies must be allowed to read the source', async () => {
  const copier = clientOf(stranger.keys)
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await copier.send(new s3.CreateBucketCommand({ Bucket: 'theirs', CreateBucketConfiguration }))
  const input = { Bucket: 'theirs', Key: 'k', CopySource: `${Bucket}/home/a` }
  await expect(copier.send(new s3.CopyObjectCommand(input))).rejects.toMatchObject(denied)
})

test('whoever may not delete one of many deletes none', async () => {
  const Delete = { Objects: [{ Key: 'home/a' }, { Key: 'home/b' }] }
  const deleted = clientOf(reader.keys).send(new s3.DeleteObjectsCommand({ Bucket, Delete }))
  await expect(deleted).rejects.toMatchObject(denied)
  await get(reader.keys)
})

test('a bucket’s name is taken for every account', async () => {
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  const again = new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration })
  await expect(clientOf(stranger.keys).send(again)).rejects.toBeInstanceOf(s3.BucketAlreadyExists)
  const { Buckets } = await clientOf(stranger.keys).send(new s3.ListBucketsCommand({}))
  expect(Buckets?.map(({ Name }) => Name)).not.toContain(Bucket)
})

test('whoever deletes only what has a certain ETag must be allowed to read it', async () => {
  await admin().send(new s3.PutObjectCommand({ Bucket, Key: 'doomed', Body: 'text' }))
  const { ETag = '' } = await get(server.keys.admin, 'doomed')
  const remove = (IfMatch: string) =>
    clientOf(remover.keys).send(new s3.DeleteObjectCommand({ Bucket, Key: 'doomed', IfMatch }))
  await expect(remove(ETag)).rejects.toMatchObject(denied)
  await remove('*')
})
