import * as s3 from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { loopback, REQUEST_ID, sampleOf } from '../../test/support/loopback.ts'
import { s3Model as model } from '../services/s3/model.generated.ts'
import type { OperationModel, Structure } from './model.ts'
import { restXml } from './rest-xml.ts'
import { ServiceError } from './service-error.ts'

type Command = new (input: object) => s3.GetObjectCommand
const commands = s3 as unknown as Readonly<Record<string, Command>>
const operations = Object.values<OperationModel>(model.operations)

/** Members the client itself computes, moves or splits on the way. */
const clientsOwn =
  /^(SSECustomer|CopySourceSSE|Checksum|Content(MD5|Length|Encoding)|Expires|If|Mpu)/

/** Outputs of which the client makes something else than a value. */
const streamed = new Set([
  'GetObject',
  'GetObjectTorrent',
  'GetObjectAnnotation',
  'SelectObjectContent',
])

/** Values for every member the client passes on as it is: what it sends must come out of the wire. */
function sampleMembers(shape: string, kept: (name: string) => boolean): Record<string, unknown> {
  const members = (model.shapes as Readonly<Record<string, Structure>>)[shape]?.members ?? {}
  const chosen = Object.entries(members).filter(([name]) => kept(name) && !clientsOwn.test(name))
  const values = chosen.map(([name, { type, in: place = 'body' }]) => {
    if (name === 'Bucket') return [name, 'audit-bucket']
    if (name === 'RequestRoute') return [name, 'route']
    if (name === 'Key') return [name, "AWSLogs/a b/ü'+%2F//z"]
    if (place === 'body' || place === 'payload' || place === 'query' || type.kind !== 'string')
      return [
        name,
        place === 'header' && type.kind === 'list' ? ['A', 'B'] : sampleOf(model, type, name),
      ]
    return [name, `value-of-${name}`]
  })
  return Object.fromEntries(values) as Record<string, unknown>
}

describe.each([true, false])('every operation, path style: %s', (forcePathStyle) => {
  test.each(operations)(
    '$name is recognized and read as the client sends it',
    async ({ name, input }) => {
      const given = sampleMembers(input, () => true)
      const { options, calls } = loopback(restXml, model, () => new ServiceError('Enough', '', 400))
      const client = new s3.S3Client({ ...options, forcePathStyle })
      const command = new (commands[`${name}Command`] as Command)(given)
      await expect(client.send(command)).rejects.toBeInstanceOf(s3.S3ServiceException)
      const call = calls.at(-1)
      expect(call?.operation).toBe(name)
      expect(call?.input).toMatchObject(given)
    },
  )
})

test.each(operations)(
  '$name is recognized with nothing but what it requires',
  async ({ name, input }) => {
    const members = (model.shapes as Readonly<Record<string, Structure>>)[input]?.members ?? {}
    const given = sampleMembers(
      input,
      (member) => members[member]?.required === true || member === 'Body',
    )
    const { options, calls } = loopback(restXml, model, () => new ServiceError('Enough', '', 400))
    const command = new (commands[`${name}Command`] as Command)(given)
    await expect(new s3.S3Client(options).send(command)).rejects.toBeInstanceOf(
      s3.S3ServiceException,
    )
    expect(calls.at(-1)?.operation).toBe(name)
  },
)

test.each(operations.filter(({ name }) => !streamed.has(name)))(
  '$name answers so that the client understands',
  async ({ name, input, output }) => {
    const answer = sampleMembers(output, () => true)
    const { options } = loopback(restXml, model, () => answer)
    const command = new (commands[`${name}Command`] as Command)(sampleMembers(input, () => true))
    const result = await new s3.S3Client(options).send(command)
    expect(result.$metadata).toMatchObject({ requestId: REQUEST_ID })
    expect(result).toMatchObject(answer)
  },
)

describe('with the S3 client', () => {
  const clientWith = (answer: () => Record<string, unknown> | ServiceError = () => ({})) => {
    const { options, calls } = loopback(restXml, model, answer)
    return { client: new s3.S3Client(options), calls }
  }

  test('CreateBucket brings its region', async () => {
    const { client, calls } = clientWith(() => ({ Location: '/audit-bucket' }))
    const input = {
      Bucket: 'audit-bucket',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const },
    }
    const result = await client.send(new s3.CreateBucketCommand(input))
    expect(calls[0]).toMatchObject({ operation: 'CreateBucket', input })
    expect(result.Location).toBe('/audit-bucket')
  })

  test('PutBucketAcl brings the type of its grantees, GetBucketAcl takes it back', async () => {
    const Grants = [
      { Grantee: { Type: 'CanonicalUser' as const, ID: 'abc' }, Permission: 'READ' as const },
      { Grantee: { Type: 'Group' as const, URI: 'urn:x' }, Permission: 'WRITE' as const },
    ]
    const { client, calls } = clientWith(() => ({ Grants, Owner: { ID: 'abc' } }))
    const input = { Bucket: 'audit-bucket', AccessControlPolicy: { Grants, Owner: { ID: 'abc' } } }
    await client.send(new s3.PutBucketAclCommand(input))
    expect(calls[0]?.input).toMatchObject(input)
    const acl = await client.send(new s3.GetBucketAclCommand({ Bucket: 'audit-bucket' }))
    expect(acl.Grants).toEqual(Grants)
  })

  test('a page of ListObjectsV2 comes back, keys with odd characters included', async () => {
    const page = {
      Name: 'audit-bucket',
      IsTruncated: true,
      KeyCount: 2,
      NextContinuationToken: 'a+/=',
      Contents: [
        {
          Key: 'a&<b>"\r\n',
          Size: 5,
          ETag: '"abc"',
          LastModified: new Date('2026-01-02T03:04:05.9Z'),
        },
        { Key: 'ü 😀', Size: 2 ** 40, ETag: '"d"', StorageClass: 'STANDARD' as const },
      ],
      CommonPrefixes: [{ Prefix: 'p/' }],
    }
    const { client } = clientWith(() => page)
    const result = await client.send(new s3.ListObjectsV2Command({ Bucket: 'audit-bucket' }))
    const LastModified = new Date('2026-01-02T03:04:05Z')
    const [first, second] = page.Contents
    expect(result).toMatchObject({ ...page, Contents: [{ ...first, LastModified }, second] })
  })

  test('DeleteObjects brings a list without a wrapper', async () => {
    const Objects = Array.from({ length: 1000 }, (_, i) => ({ Key: `k ${i}\r\n&` }))
    const { client, calls } = clientWith(() => ({ Deleted: [{ Key: 'k' }], Errors: [] }))
    const input = { Bucket: 'audit-bucket', Delete: { Objects, Quiet: false } }
    const result = await client.send(new s3.DeleteObjectsCommand(input))
    expect(calls[0]?.input).toMatchObject(input)
    expect(result.Deleted).toEqual([{ Key: 'k' }])
  })

  test.each([
    ['eu-west-1', 'eu-west-1'],
    ['us-east-1', undefined],
    [undefined, undefined],
  ])('GetBucketLocation of %s says %s', async (LocationConstraint, said) => {
    const { client } = clientWith(() => ({ LocationConstraint }))
    const result = await client.send(new s3.GetBucketLocationCommand({ Bucket: 'audit-bucket' }))
    expect(result.LocationConstraint || undefined).toBe(said)
  })

  test('a missing key is NoSuchKey, with its name', async () => {
    const missing = new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, {
      Key: 'a<b',
    })
    const { client } = clientWith(() => missing)
    const failed = client.send(new s3.GetObjectCommand({ Bucket: 'audit-bucket', Key: 'a<b' }))
    await expect(failed).rejects.toBeInstanceOf(s3.NoSuchKey)
    await expect(failed).rejects.toMatchObject({
      message: 'The specified key does not exist.',
      Key: 'a<b',
      $metadata: { httpStatusCode: 404, requestId: REQUEST_ID },
    })
  })

  test('a missing key asked for by HEAD is NotFound', async () => {
    const { client } = clientWith(() => new ServiceError('NoSuchKey', 'no', 404))
    const failed = client.send(new s3.HeadObjectCommand({ Bucket: 'audit-bucket', Key: 'k' }))
    await expect(failed).rejects.toBeInstanceOf(s3.NotFound)
  })

  test('PutObject brings bytes and metadata, HeadObject and GetObject take them back', async () => {
    const Body = new Uint8Array([0, 255, 128, 10])
    const Metadata = { signature: 'ab12', 'signature-algorithm': 'SHA256withRSA' }
    const LastModified = new Date('2026-01-02T03:04:05Z')
    const stored = { Metadata, LastModified, ETag: '"e"', ContentLength: 4, ContentType: 'text/x' }
    const { client, calls } = clientWith(() => ({ ...stored, Body }))
    const place = { Bucket: 'audit-bucket', Key: 'AWSLogs/a b+c.json.gz' }
    await client.send(new s3.PutObjectCommand({ ...place, Body, Metadata }))
    expect(calls[0]?.input).toMatchObject({ ...place, Body, Metadata })
    expect(await client.send(new s3.HeadObjectCommand(place))).toMatchObject(stored)
    const got = await client.send(new s3.GetObjectCommand(place))
    expect(got).toMatchObject(stored)
    expect(await got.Body?.transformToByteArray()).toEqual(Body)
  })

  test('part of an object is answered 206', async () => {
    const { client } = clientWith(() => ({ ContentRange: 'bytes 0-0/2', Body: Buffer.from('a') }))
    const input = { Bucket: 'audit-bucket', Key: 'k', Range: 'bytes=0-0' }
    const { $metadata, ContentRange } = await client.send(new s3.GetObjectCommand(input))
    expect($metadata.httpStatusCode).toBe(206)
    expect(ContentRange).toBe('bytes 0-0/2')
  })

  test('metadata that no header can hold is wrapped, and line breaks with it', async () => {
    const { client } = clientWith(() => ({ Metadata: { a: 'Zürich 😀', b: 'x\r\ny', c: 'ü' } }))
    const { Metadata } = await client.send(
      new s3.HeadObjectCommand({ Bucket: 'audit-bucket', Key: 'k' }),
    )
    expect(Metadata).toEqual({
      a: '=?UTF-8?B?WsO8cmljaCDwn5iA?=',
      b: '=?UTF-8?B?eA0KeQ==?=',
      c: 'ü',
    })
  })

  test('a policy is text both ways', async () => {
    const Policy = '{"Version": "2012-10-17"}'
    const { client, calls } = clientWith(() => ({ Policy }))
    await client.send(new s3.PutBucketPolicyCommand({ Bucket: 'audit-bucket', Policy }))
    expect(calls[0]?.input).toMatchObject({ Policy })
    const got = await client.send(new s3.GetBucketPolicyCommand({ Bucket: 'audit-bucket' }))
    expect(got.Policy).toBe(Policy)
  })
})
