import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReadOrRefused, requestOf } from '../../test/support/loopback.ts'
import { s3Model as model } from '../services/s3/model.generated.ts'
import { restXml } from './rest-xml.ts'

const matched = (line: string, headers: Record<string, string> = {}) => {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', query = ''] = url.split('?')
  const request = requestOf({ method, path, query, headers: { host: 'localhost', ...headers } })
  const operation = restXml.match(model, request)
  return { operation, input: operation && restXml.parseInput(model, operation, request) }
}

test.each([
  ['GET /', 'ListBuckets'],
  ['GET /?x-id=ListDirectoryBuckets', 'ListDirectoryBuckets'],
  ['GET /b', 'ListObjects'],
  ['GET /b/?prefix=a&unknown=1', 'ListObjects'],
  ['GET /b?list-type=2', 'ListObjectsV2'],
  ['GET /b?list-type=1', 'ListObjects'],
  ['GET /b?location', 'GetBucketLocation'],
  ['GET /b?acl=', 'GetBucketAcl'],
  ['GET /b?analytics&id=x', 'GetBucketAnalyticsConfiguration'],
  ['GET /b?analytics', 'ListBucketAnalyticsConfigurations'],
  ['PUT /b', 'CreateBucket'],
  ['HEAD /b', 'HeadBucket'],
  ['DELETE /b?analytics', 'DeleteBucketAnalyticsConfiguration'],
  ['POST /b?delete', 'DeleteObjects'],
  ['GET /b/k', 'GetObject'],
  ['GET /b/k?x-id=PutObject&versionId=1', 'GetObject'],
  ['GET /b/k?attributes', 'GetObjectAttributes'],
  ['GET /b/k?uploadId=u', 'ListParts'],
  ['HEAD /b/k', 'HeadObject'],
  ['PUT /b/k', 'PutObject'],
  ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPart'],
  ['DELETE /b/k?uploadId=u', 'AbortMultipartUpload'],
  ['POST /b/k?uploads', 'CreateMultipartUpload'],
  ['POST /b/k?uploadId=u', 'CompleteMultipartUpload'],
  ['POST /b/k?select&select-type=2', 'SelectObjectContent'],
  ['POST /b/k', undefined],
  ['POST /b', undefined],
  ['PATCH /b/k', undefined],
  ['OPTIONS *', undefined],
])('%s is %s', (line, name) => {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', query = ''] = url.split('?')
  const request = requestOf({ method, path, query })
  expect(restXml.match(model, request)?.name).toBe(name)
})

test('a source makes a copy of a put', () => {
  const headers = { 'x-amz-copy-source': '/b/k' }
  expect(matched('PUT /b/k', headers).operation?.name).toBe('CopyObject')
  expect(matched('PUT /b/k?partNumber=1&uploadId=u', headers).operation?.name).toBe(
    'UploadPartCopy',
  )
})

test.each([
  ['logs.s3.eu-west-1.amazonaws.com', 'logs'],
  ['logs.s3.amazonaws.com:443', 'logs'],
  ['my.s3.logs.s3.dualstack.eu-west-1.amazonaws.com', 'my.s3.logs'],
  ['logs.s3-eu-west-1.amazonaws.com', 'logs'],
  ['LOGS.s3.localhost:4566', 'logs'],
])('finds the bucket in %s', (host, Bucket) => {
  expect(matched('GET /a/b%20c', { host }).input).toEqual({ Bucket, Key: 'a/b c' })
  expect(matched('GET /', { host })).toMatchObject({
    operation: { name: 'ListObjects' },
    input: { Bucket },
  })
})

test.each(['s3.eu-west-1.amazonaws.com', 's3.localhost', '127.0.0.1:4566', '[::1]:4566', ''])(
  'finds no bucket in %j',
  (host) => {
    expect(matched('GET /b//k%2F/', { host }).input).toEqual({ Bucket: 'b', Key: '/k//' })
  },
)

test.each([
  ['a key that cannot be decoded', 'GET /b/%zz', 'InvalidURI'],
  ['a word for a number', 'GET /b?max-keys=many', 'InvalidArgument'],
  ['a word for a date', 'GET /b/k?response-expires=soon', 'InvalidArgument'],
])('refuses %s', (_what, line, code) => {
  expect(() => matched(line)).toThrow(expect.objectContaining({ code, httpStatus: 400 }))
})

const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', '')
const path = fc.oneof(
  fc.string(),
  fc.webPath(),
  fc.constantFrom('/', '/b', '/b/', '//', '/b/%', '/b/k'),
)
const queryWord = fc.constantFrom(
  'acl',
  'uploadId',
  'partNumber',
  'x-id=GetObject',
  'list-type=2',
  '%',
)
const query = fc.array(fc.oneof(queryWord, fc.string())).map((words) => words.join('&'))
const host = fc.oneof(
  fc.string(),
  fc.constantFrom('b.s3.localhost', '.s3.localhost', '.s3.amazonaws.com'),
)
const body = fc.oneof(
  fc.uint8Array(),
  fc.string().map((text) => Buffer.from(`<Tagging>${text}</Tagging>`)),
)
const headers = fc.record({ host, 'x-amz-copy-source': fc.string() }, { requiredKeys: [] })

test('whatever is sent is matched or not, and then read or refused', () => {
  const property = fc.property(method, path, query, headers, body, (m, p, q, h, bytes) => {
    const given = h as Record<string, string>
    const request = requestOf({ method: m, path: p, query: q, headers: given, body: bytes })
    const operation = restXml.match(model, request)
    const { PutBucketTagging, PutBucketAcl, PutObject } = model.operations
    for (const candidate of [operation ?? PutBucketTagging, PutBucketAcl, PutObject]) {
      const run = () => restXml.parseInput(model, candidate, request)
      expect(isReadOrRefused(run)).toBe(true)
    }
  })
  fc.assert(property, { numRuns: 2000 })
})
