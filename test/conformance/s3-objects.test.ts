import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { checksumOf } from '../../src/buckets/checksums.ts'
import { recordedEvents, startKeepingServer } from '../support/recorded-events.ts'
import { accountId, type Clients, region, type TestServer } from '../support/server.ts'

const Bucket = 'objects'
let server: TestServer
let client: Clients['s3']
beforeAll(async () => {
  server = await startKeepingServer()
  client = server.clients().s3
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const put = (Key: string, input: Partial<s3.PutObjectCommandInput> = {}) =>
  client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'text', ...input }))
const get = (Key: string, input: Partial<s3.GetObjectCommandInput> = {}) =>
  client.send(new s3.GetObjectCommand({ Bucket, Key, ...input }))
const textOf = async (Key: string) => (await get(Key)).Body?.transformToString()
const etagOf = (text: string) => `"${hash('md5', text, 'hex')}"`

const newEvents = recordedEvents(() => server)
/** The last event of all, data events too, which no lookup shows. */
const lastEvent = () => newEvents().at(-1) as AuditEvent

describe('PutObject and GetObject', () => {
  test('an object comes back with everything that was said of it', async () => {
    const described = {
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ContentLanguage: 'en',
      ContentDisposition: 'inline',
      CacheControl: 'no-store',
      Metadata: { signature: 'ab12', 'signature-algorithm': 'SHA256withRSA' },
    }
    expect(await put('a/b', { ...described, Tagging: 'x=1&y=2' })).toMatchObject({
      ETag: etagOf('text'),
      ServerSideEncryption: 'AES256',
    })
    const got = await get('a/b')
    expect(got).toMatchObject({ ...described, ContentLength: 4, TagCount: 2, ETag: etagOf('text') })
    expect(await got.Body?.transformToString()).toBe('text')
    const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'a/b' }))
    expect(head).toMatchObject({ ...described, ContentLength: 4, TagCount: 2 })
  })

  test.each(['a b+c', 'ü/€/😀', 'a//b/', '/lead', './dot', 'a/../b', '?query#hash', "it's (1)!*"])(
    'the key %s keeps its bytes',
    async (Key) => {
      await put(Key, { Body: Key })
      expect(await textOf(Key)).toBe(Key)
    },
  )

  test('what is not there is NoSuchKey, and NotFound to a HEAD', async () => {
    await expect(get('gone')).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
      Key: 'gone',
      $metadata: { httpStatusCode: 404 },
    })
    const head = client.send(new s3.HeadObjectCommand({ Bucket, Key: 'gone' }))
    await expect(head).rejects.toBeInstanceOf(s3.NotFound)
  })

  test.each([
    ['bytes=0-1', 'te', 'bytes 0-1/4'],
    ['bytes=2-', 'xt', 'bytes 2-3/4'],
    ['bytes=-3', 'ext', 'bytes 1-3/4'],
    ['bytes=1-100', 'ext', 'bytes 1-3/4'],
  ])('the range %s is %s', async (Range, text, ContentRange) => {
    await put('ranged')
    const got = await get('ranged', { Range })
    expect(got).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } })
    expect(await got.Body?.transformToString()).toBe(text)
  })

  test('a range beyond the end is refused, and what is no range does not count', async () => {
    await put('ranged')
    await expect(get('ranged', { Range: 'bytes=4-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      ActualObjectSize: '4',
      $metadata: { httpStatusCode: 416 },
    })
    expect(await (await get('ranged', { Range: 'lines=1-2' })).Body?.transformToString()).toBe(
      'text',
    )
  })

  test('conditions of readers', async () => {
    await put('conditional')
    const ETag = etagOf('text')
    await get('conditional', { IfMatch: ETag, IfUnmodifiedSince: new Date(Date.now() + 60_000) })
    await expect(get('conditional', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
    })
    for (const known of [{ IfNoneMatch: ETag }, { IfModifiedSince: new Date(Date.now() + 60_000) }])
      await expect(get('conditional', known)).rejects.toMatchObject({
        $metadata: { httpStatusCode: 304 },
      })
  })

  test('conditions of writers', async () => {
    await put('once', { IfNoneMatch: '*' })
    await expect(put('once', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    })
    await expect(put('once', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    await put('once', { IfMatch: etagOf('text'), Body: 'next' })
    expect(await textOf('once')).toBe('next')
  })

  test('conditions of whoever deletes', async () => {
    await put('doomed')
    await put('other')
    const remove = (IfMatch: string, Key = 'doomed') =>
      client.send(new s3.DeleteObjectCommand({ Bucket, Key, IfMatch }))
    await expect(remove('"other"')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      Condition: 'If-Match',
      $metadata: { httpStatusCode: 412 },
    })
    await expect(remove('*', 'gone')).rejects.toMatchObject({ name: 'NoSuchKey' })
    const Objects = [
      { Key: 'doomed', ETag: '"other"' },
      { Key: 'other', ETag: etagOf('text') },
      { Key: 'gone', ETag: etagOf('text') },
    ]
    const { Deleted, Errors } = await client.send(
      new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    )
    expect(Deleted).toEqual([{ Key: 'other' }])
    expect(Errors).toMatchObject([
      { Key: 'doomed', Code: 'PreconditionFailed' },
      { Key: 'gone', Code: 'NoSuchKey' },
    ])
    expect(await textOf('doomed')).toBe('text')
    await remove(etagOf('text'))
    await expect(get('doomed')).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('checksums are kept, shown to whoever asks, and believed only when right', async () => {
    const body = Buffer.from('text')
    for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
      const member = { [`Checksum${algorithm}`]: checksumOf(algorithm, body) }
      expect(await put('summed', member)).toMatchObject(member)
      expect(await get('summed', { ChecksumMode: 'ENABLED' })).toMatchObject(member)
      const wrong = { [`Checksum${algorithm}`]: checksumOf(algorithm, Buffer.from('other')) }
      await expect(put('summed', wrong)).rejects.toMatchObject({ name: 'BadDigest' })
    }
    await expect(put('summed', { ContentMD5: 'AAAA' })).rejects.toMatchObject({
      name: 'InvalidDigest',
    })
    const other = Buffer.from(hash('md5', 'other', 'hex'), 'hex').toString('base64')
    await expect(put('summed', { ContentMD5: other })).rejects.toMatchObject({ name: 'BadDigest' })
  })

  test('a stream travels in chunks and arrives as what it was', async () => {
    const text = 'stream '.repeat(20_000)
    const Body = Readable.from([text.slice(0, 70_000), text.slice(70_000)])
    await put('streamed', { Body, ContentLength: text.length })
    const got = await get('streamed')
    expect(got.ContentEncoding || undefined).toBeUndefined()
    expect(await got.Body?.transformToString()).toBe(text)
  })

  test.each([
    [{ ServerSideEncryption: 'aws:kms' as const }, 'NotImplemented'],
    [{ ACL: 'public-read' as const }, 'AccessControlListNotSupported'],
    [{ Metadata: { long: 'x'.repeat(3000) } }, 'MetadataTooLarge'],
    [{ Key: 'k'.repeat(1025) }, 'KeyTooLongError'],
    [{ Tagging: Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('&') }, 'InvalidTag'],
  ])('%j is refused: %s', async (input, name) => {
    await expect(put('refused', input)).rejects.toMatchObject({ name })
  })
})

describe('copies, tags and deletions', () => {
  test('a copy has the metadata of its source, or its own', async () => {
    await put('from ü', { Metadata: { a: 'b' }, ContentType: 'text/x', Tagging: 't=1' })
    const CopySource = `${Bucket}/${encodeURIComponent('from ü')}`
    const { CopyObjectResult } = await client.send(
      new s3.CopyObjectCommand({ Bucket, Key: 'to', CopySource }),
    )
    expect(CopyObjectResult?.ETag).toBe(etagOf('text'))
    expect(await get('to')).toMatchObject({
      Metadata: { a: 'b' },
      ContentType: 'text/x',
      TagCount: 1,
    })
    await client.send(
      new s3.CopyObjectCommand({
        Bucket,
        Key: 'to',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { c: 'd' },
      }),
    )
    expect(await get('to')).toMatchObject({ Metadata: { c: 'd' } })
    const onItself = { Bucket, Key: 'to', CopySource: `${Bucket}/to` }
    await expect(client.send(new s3.CopyObjectCommand(onItself))).rejects.toMatchObject({
      name: 'InvalidRequest',
    })
    const fromNothing = { Bucket, Key: 'to', CopySource: `${Bucket}/nothing` }
    await expect(client.send(new s3.CopyObjectCommand(fromNothing))).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
  })

  test('tags are put, read and deleted, and the rest stays', async () => {
    await put('tagged', { Metadata: { a: 'b' } })
    const asked = { Bucket, Key: 'tagged' }
    const TagSet = [{ Key: 'x', Value: 'y' }]
    await client.send(new s3.PutObjectTaggingCommand({ ...asked, Tagging: { TagSet } }))
    expect(await client.send(new s3.GetObjectTaggingCommand(asked))).toMatchObject({ TagSet })
    await client.send(new s3.DeleteObjectTaggingCommand(asked))
    expect(await client.send(new s3.GetObjectTaggingCommand(asked))).toMatchObject({ TagSet: [] })
    expect(await get('tagged')).toMatchObject({ Metadata: { a: 'b' }, ContentLength: 4 })
  })

  test('many objects go at once, and those that never were too', async () => {
    const Objects = Array.from({ length: 40 }, (_, i) => ({ Key: `many/${i}` }))
    for (const { Key } of Objects.slice(0, 20)) await put(Key)
    const { Deleted, Errors = [] } = await client.send(
      new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
    )
    expect([Deleted?.length, Errors]).toEqual([40, []])
    const { KeyCount } = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'many/' }))
    expect(KeyCount).toBe(0)
  })
})

describe('listings', () => {
  const place = { Bucket: 'listed' }
  const keys = ['AWSLogs/1/a.gz', 'AWSLogs/1/b.gz', 'AWSLogs/2/a.gz', 'a b', 'top', 'ü']
  beforeAll(async () => {
    const CreateBucketConfiguration = { LocationConstraint: region } as const
    await client.send(new s3.CreateBucketCommand({ ...place, CreateBucketConfiguration }))
    for (const Key of keys) await client.send(new s3.PutObjectCommand({ ...place, Key, Body: Key }))
  })

  test('version 2 pages through all keys', async () => {
    const seen: string[] = []
    for await (const page of s3.paginateListObjectsV2({ client, pageSize: 2 }, { ...place }))
      seen.push(...(page.Contents ?? []).map(({ Key = '' }) => Key))
    expect(seen).toEqual(keys)
  })

  test('version 1 goes on from a marker, rolled up by a delimiter', async () => {
    const first = await client.send(
      new s3.ListObjectsCommand({ ...place, Delimiter: '/', MaxKeys: 1 }),
    )
    expect(first).toMatchObject({
      IsTruncated: true,
      NextMarker: 'AWSLogs/',
      CommonPrefixes: [{ Prefix: 'AWSLogs/' }],
    })
    const rest = await client.send(
      new s3.ListObjectsCommand({ ...place, Delimiter: '/', Marker: first.NextMarker }),
    )
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['a b', 'top', 'ü'])
    expect(rest.Contents?.[0]).toMatchObject({ Size: 3, ETag: etagOf('a b') })
  })

  test('keys are percent-encoded for whoever asks', async () => {
    const { Contents, EncodingType } = await client.send(
      new s3.ListObjectsV2Command({ ...place, EncodingType: 'url' }),
    )
    expect([EncodingType, Contents?.map(({ Key }) => Key)]).toEqual([
      'url',
      ['AWSLogs/1/a.gz', 'AWSLogs/1/b.gz', 'AWSLogs/2/a.gz', 'a%20b', 'top', '%C3%BC'],
    ])
  })

  test('a token belongs to its question', async () => {
    const { NextContinuationToken } = await client.send(
      new s3.ListObjectsV2Command({ ...place, MaxKeys: 1 }),
    )
    const other = { ...place, Prefix: 'AWS', ContinuationToken: NextContinuationToken }
    await expect(client.send(new s3.ListObjectsV2Command(other))).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
  })

  test('every object has one version, for those who empty buckets', async () => {
    const { Versions } = await client.send(new s3.ListObjectVersionsCommand(place))
    expect(Versions?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual(
      keys.map((key) => [key, 'null', true]),
    )
  })
})

describe('uploads in parts', () => {
  const MB = 1024 * 1024
  const place = { Bucket, Key: 'large/one' }
  const begin = async (input: Partial<s3.CreateMultipartUploadCommandInput> = {}) => {
    const command = new s3.CreateMultipartUploadCommand({ ...place, ...input })
    return { ...place, UploadId: (await client.send(command)).UploadId }
  }
  const upload = async (to: { UploadId: string | undefined }, PartNumber: number, Body: Buffer) => {
    const command = new s3.UploadPartCommand({ ...place, ...to, PartNumber, Body })
    const { ETag, ChecksumCRC32 } = await client.send(command)
    return { PartNumber, ETag, ChecksumCRC32 }
  }
  const first = Buffer.alloc(5 * MB, 'a')
  const last = Buffer.from('the end')

  test('become an object with the metadata of their beginning', async () => {
    const to = await begin({ Metadata: { a: 'b' }, ContentType: 'text/plain' })
    const Parts = [await upload(to, 1, first), await upload(to, 7, last)]
    const listed = await client.send(new s3.ListPartsCommand(to))
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, first.length],
      [7, last.length],
    ])
    const { Uploads } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket }))
    expect(Uploads?.map(({ UploadId }) => UploadId)).toEqual([to.UploadId])
    const done = await client.send(
      new s3.CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }),
    )
    const digests = Buffer.concat([first, last].map((part) => hash('md5', part, 'buffer')))
    expect(done.ETag).toBe(`"${hash('md5', digests, 'hex')}-2"`)
    const got = await get(place.Key)
    expect(got).toMatchObject({ Metadata: { a: 'b' }, ContentType: 'text/plain', ETag: done.ETag })
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(
      Buffer.concat([first, last]),
    )
    await expect(client.send(new s3.ListPartsCommand(to))).rejects.toBeInstanceOf(s3.NoSuchUpload)
  })

  test.each([
    ['CRC32', 'COMPOSITE'],
    ['CRC64NVME', 'FULL_OBJECT'],
  ] as const)('have a checksum: %s, %s', async (ChecksumAlgorithm, ChecksumType) => {
    const to = await begin({ ChecksumAlgorithm, ChecksumType })
    const Parts = []
    for (const [i, Body] of [first, last].entries()) {
      const command = new s3.UploadPartCommand({
        ...to,
        PartNumber: i + 1,
        Body,
        ChecksumAlgorithm,
      })
      const { ETag, ChecksumCRC32, ChecksumCRC64NVME } = await client.send(command)
      Parts.push({ PartNumber: i + 1, ETag, ChecksumCRC32, ChecksumCRC64NVME })
    }
    const done = await client.send(
      new s3.CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }),
    )
    const sums = [first, last].map((part) => checksumOf('CRC32', part))
    const composite = checksumOf(
      'CRC32',
      Buffer.concat(sums.map((sum) => Buffer.from(sum, 'base64'))),
    )
    expect(done).toMatchObject(
      ChecksumType === 'COMPOSITE'
        ? { ChecksumCRC32: `${composite}-2`, ChecksumType }
        : {
            ChecksumCRC64NVME: checksumOf('CRC64NVME', Buffer.concat([first, last])),
            ChecksumType,
          },
    )
  })

  test('are refused when they do not make an object', async () => {
    const to = await begin()
    const [one, two] = [await upload(to, 1, last), await upload(to, 2, last)]
    const complete = (Parts: s3.CompletedPart[]) =>
      client.send(new s3.CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }))
    await expect(complete([one, two])).rejects.toMatchObject({
      name: 'EntityTooSmall',
      ProposedSize: String(last.length),
    })
    await expect(complete([two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete([{ ...one, ETag: '"other"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    })
    await expect(complete([{ ...one, PartNumber: 3 }])).rejects.toMatchObject({
      name: 'InvalidPart',
    })
    await client.send(new s3.AbortMultipartUploadCommand(to))
    await expect(complete([one])).rejects.toBeInstanceOf(s3.NoSuchUpload)
    await expect(upload(to, 1, last)).rejects.toBeInstanceOf(s3.NoSuchUpload)
  })

  test('can be copied from other objects', async () => {
    await put('source', { Body: '0123456789' })
    const to = await begin()
    const { CopyPartResult } = await client.send(
      new s3.UploadPartCopyCommand({
        ...to,
        PartNumber: 1,
        CopySource: `${Bucket}/source`,
        CopySourceRange: 'bytes=2-4',
      }),
    )
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]
    await client.send(new s3.CompleteMultipartUploadCommand({ ...to, MultipartUpload: { Parts } }))
    expect(await textOf(place.Key)).toBe('234')
  })
})

test('a call about an object is a data event, and in no event history', async () => {
  await put('told', { ContentType: 'text/plain' })
  const Host = new URL(server.url).host
  const object = { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${Bucket}/told` }
  const bucket = { accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` }
  const event = lastEvent()
  expect(event).toMatchObject({
    eventName: 'PutObject',
    requestParameters: { bucketName: Bucket, Host, key: 'told' },
    responseElements: { 'x-amz-server-side-encryption': 'AES256' },
    resources: [object, bucket],
    readOnly: false,
    managementEvent: false,
    eventCategory: 'Data',
  })
  await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'to' }))
  expect(lastEvent()).toMatchObject({
    eventName: 'ListObjects',
    requestParameters: { bucketName: Bucket, 'list-type': '2', prefix: 'to' },
    resources: [{ type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${Bucket}/to` }, bucket],
  })
  const found = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: event.eventID }],
  })
  expect(found).toEqual([])
})

test('no query parameter takes the place of what a call is about', async () => {
  await put('real')
  const command = new s3.GetObjectCommand({ Bucket, Key: 'real' })
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { query: object }).query, {
        key: 'false',
        bucketName: 'false',
      })
      return next(args)
    },
    { step: 'build' },
  )
  await client.send(command)
  expect(lastEvent()).toMatchObject({ requestParameters: { bucketName: Bucket, key: 'real' } })
})

test('the events of a thousand deletions stay within CloudTrail’s limit, and name every object', async () => {
  const Objects = Array.from({ length: 1000 }, (_, i) => ({ Key: `${'k'.repeat(1000)}${i}` }))
  newEvents()
  await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
  const events = newEvents()
  for (const event of events) {
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(256 * 1024)
    expect(event.requestParameters).toMatchObject({ omitted: true })
  }
  const named = events.flatMap(({ resources = [] }) => resources.slice(0, -1))
  expect(named).toEqual(
    Objects.map(({ Key }) => ({ type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${Bucket}/${Key}` })),
  )
})
