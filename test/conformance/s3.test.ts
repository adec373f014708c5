import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let s3: S3Client
beforeAll(async () => {
  server = await startServer()
  s3 = new S3Client({
    region: 'us-west-2',
    endpoint: server.url,
    credentials: server.keys.admin,
    maxAttempts: 1,
    forcePathStyle: true,
  })
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

test('smoke', async () => {
  console.log(
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'logs',
        CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
      }),
    ),
  )
  console.log(
    await s3.send(
      new PutObjectCommand({ Bucket: 'logs', Key: 'a/b', Body: 'hello', Metadata: { x: 'y' } }),
    ),
  )
  console.log(await s3.send(new HeadObjectCommand({ Bucket: 'logs', Key: 'a/b' })))
  const got = await s3.send(new GetObjectCommand({ Bucket: 'logs', Key: 'a/b' }))
  console.log(await got.Body?.transformToString())
  console.log(JSON.stringify(await server.lookup(), null, 1))
})
