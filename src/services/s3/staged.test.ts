import { hash } from 'node:crypto'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { inProcess } from '../../../test/support/captured-request.ts'
import { MemoryObjects } from '../../../test/support/memory-objects.ts'
import { memoryDoor } from '../../../test/support/memory-door.ts'
import { buckets, newBucket } from '../../buckets/bucket.ts'
import { StoreError } from '../../buckets/object-store.ts'
import { putAccessKey } from '../../identity/access-key.ts'
import { ADMINISTRATOR_ACCESS } from '../../identity/aws-managed-policies.ts'
import { newUser, putUser } from '../../identity/user.ts'
import { systemRandom } from '../../platform/system.ts'
import { handleCall } from '../../server/handle-call.ts'
import { s3 } from './index.ts'

const [accountId, region, Bucket, Key] = ['123456789012', 'us-west-2', 'b', 'k'] as const
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'a-secret' }

async function opened() {
  const objects = new MemoryObjects()
  await objects.createBucket(Bucket)
  const createdAt = new Date(0).toISOString()
  const user = newUser({ userId: 'AIDA', userName: 'alice', accountId, path: '/', createdAt })
  const key = { ...credentials, accountId, userId: 'AIDA', status: 'Active' as const, createdAt }
  const bucket = newBucket({ name: Bucket, accountId, region, createdMs: 0 })
  const door = await memoryDoor(
    [
      putUser({ ...user, attachedPolicyArns: [ADMINISTRATOR_ACCESS] }),
      putAccessKey(key),
      buckets.put(Bucket, bucket),
    ],
    {
      nowMs: Date.now(),
      random: systemRandom,
      services: [s3({ objects, uploads: objects })],
    },
  )
  const client = new S3Client({
    region,
    endpoint: 'http://localhost',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials,
    requestHandler: inProcess((request) => handleCall(request, door.door)),
  })
  const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }))
  const etag = async () => (await objects.head(Bucket, Key))?.metadata.etag
  return { ...door, client, objects, put, etag }
}

const md5 = (text: string) => hash('md5', text, 'hex')

test('nobody sees an object before its event is durable', async () => {
  const { store, put, etag } = await opened()
  const seen: unknown[] = []
  store.onAppend = async () => {
    seen.push(await etag())
  }
  await put('text')
  expect(seen).toEqual([undefined])
  expect([await etag(), store.events.length]).toEqual([md5('text'), 1])
})

test('what cannot be made good yet is an error to its caller, and its event stands', async () => {
  const { store, objects, bugs, put } = await opened()
  const stagePut = objects.stagePut.bind(objects)
  objects.stagePut = async (...asked) => ({
    ...(await stagePut(...asked)),
    make: () => Promise.reject(new StoreError('InternalError', 'the disk is full')),
  })
  await expect(put('text')).rejects.toMatchObject({
    name: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
    $metadata: { httpStatusCode: 500 },
  })
  expect(bugs).toMatchObject([{ message: 'the disk is full' }])
  const events = store.events.map((event) => JSON.parse(event) as object)
  expect(events).toMatchObject([{ eventName: 'PutObject' }])
  expect(events[0]).not.toHaveProperty('errorCode')
})

test('a call that is refused after all keeps nobody from its key', async () => {
  const { door, store, objects, put, etag } = await opened()
  const stagePut = objects.stagePut.bind(objects)
  const bucket = door.ledger.resources.get(buckets, Bucket)
  objects.stagePut = async (...asked) => {
    const staged = await stagePut(...asked)
    await door.ledger.commit({ events: [], changes: [buckets.delete(Bucket)] })
    return staged
  }
  await expect(put('refused')).rejects.toMatchObject({ name: 'NoSuchBucket' })
  objects.stagePut = stagePut
  await door.ledger.commit({ events: [], changes: [buckets.put(Bucket, bucket as never)] })
  await put('text')
  expect([await etag(), store.events.length]).toEqual([md5('text'), 2])
})

test('a bucket that is made has its folder, also when one of its name ended meanwhile', async () => {
  const { client, objects } = await opened()
  const createBucket = objects.createBucket.bind(objects)
  objects.createBucket = async (name) => {
    objects.createBucket = createBucket
    await createBucket(name)
    await (await objects.stageBucketDeletion(name))?.make()
  }
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await client.send(new CreateBucketCommand({ Bucket: 'new', CreateBucketConfiguration }))
  const put = new PutObjectCommand({ Bucket: 'new', Key, Body: 'text' })
  expect(await client.send(put)).toMatchObject({ ETag: `"${md5('text')}"` })
})
