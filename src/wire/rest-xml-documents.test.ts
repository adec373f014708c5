import { expect, test } from 'vitest'
import { requestOf } from '../../test/support/loopback.ts'
import { s3Model as model } from '../services/s3/model.generated.ts'
import type { OperationModel } from './model.ts'
import { restXml, XML_BYTES_MAX } from './rest-xml.ts'
import { ServiceError } from './service-error.ts'

const put = (query: string, body: string | Uint8Array, headers: Record<string, string> = {}) => {
  const request = requestOf({ method: 'PUT', path: '/b', query, body, headers })
  const operation = restXml.match(model, request) as OperationModel
  return restXml.parseInput(model, operation, request)
}

test.each([
  ['text', 'hello'],
  ['another document', '<Delete/>'],
  ['a tag set of text', '<Tagging>'],
  [
    'an element where text belongs',
    '<Tagging><TagSet><Tag><Key><b/></Key></Tag></TagSet></Tagging>',
  ],
  ['a billion laughs', '<!DOCTYPE x [<!ENTITY a "b">]><Tagging>&a;</Tagging>'],
])('refuses %s as MalformedXML', (_what, body) => {
  expect(() => put('tagging', body)).toThrow(
    expect.objectContaining({
      code: 'MalformedXML',
      message:
        'The XML you provided was not well-formed or did not validate against our published schema',
      httpStatus: 400,
    }),
  )
})

test('an empty list is empty, a missing one absent, an empty body absent', () => {
  expect(put('tagging', '<Tagging><TagSet/></Tagging>')).toMatchObject({
    Tagging: { TagSet: [] },
  })
  expect(put('tagging', '<Tagging/>')).toEqual({ Bucket: 'b', Tagging: {} })
  expect(put('tagging', '')).toEqual({ Bucket: 'b' })
})

test('writes documents as S3 does', () => {
  const bodyOf = (name: 'GetBucketLocation' | 'DeleteBucket' | 'ListBuckets', output: object) =>
    restXml.serializeOutput(model, model.operations[name], output as Record<string, unknown>, 'ID')
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
  expect(bodyOf('GetBucketLocation', {}).body).toBe(`${head}<LocationConstraint ${namespace}/>`)
  expect(bodyOf('GetBucketLocation', { LocationConstraint: 'eu-west-1' }).body).toBe(
    `${head}<LocationConstraint ${namespace}>eu-west-1</LocationConstraint>`,
  )
  const CreationDate = new Date('2026-01-02T03:04:05.678Z')
  expect(bodyOf('ListBuckets', { Buckets: [{ Name: 'b', CreationDate }] }).body).toBe(
    `${head}<ListAllMyBucketsResult ${namespace}><Buckets><Bucket><Name>b</Name>` +
      '<CreationDate>2026-01-02T03:04:05.000Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>',
  )
  const nothing = bodyOf('DeleteBucket', {})
  expect(nothing).toMatchObject({ status: 204, body: '', headers: { 'x-amz-request-id': 'ID' } })
  expect(nothing.headers['content-type']).toBeUndefined()
})

test('writes errors as S3 does', () => {
  const error = new ServiceError('NoSuchBucket', 'a & b', 404, { BucketName: 'b' })
  const { status, headers, body } = restXml.serializeError(model, error, 'ID')
  expect(status).toBe(404)
  expect(headers).toMatchObject({ 'content-type': 'application/xml', 'x-amz-request-id': 'ID' })
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>a &amp; b</Message>' +
      `<BucketName>b</BucketName><RequestId>ID</RequestId><HostId>${headers['x-amz-id-2']}</HostId></Error>`,
  )
})

test('a document may be as long as the limit, and not longer', () => {
  const padded = (bytes: number) => '<Tagging/>'.padEnd(bytes, ' ')
  expect(put('tagging', padded(XML_BYTES_MAX))).toMatchObject({ Tagging: {} })
  expect(() => put('tagging', padded(XML_BYTES_MAX + 1))).toThrow(
    expect.objectContaining({ code: 'MaxMessageLengthExceeded' }),
  )
})
