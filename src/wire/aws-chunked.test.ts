import { expect, test } from 'vitest'
import { requestOf } from '../../test/support/loopback.ts'
import { s3Model as model } from '../services/s3/model.generated.ts'
import { restXml } from './rest-xml.ts'

test('a body in chunks is joined', () => {
  const chunked =
    '5;chunk-signature=ab\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AA==\r\n\r\n'
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '11',
    'content-encoding': 'gzip, aws-chunked',
    'content-length': '90',
  }
  const parse = (body: string, more: Record<string, string> = {}) => {
    const request = requestOf({
      method: 'PUT',
      path: '/b/k',
      headers: { ...headers, ...more },
      body,
    })
    return restXml.parseInput(model, model.operations.PutObject, request)
  }
  expect(parse(chunked)).toMatchObject({
    Body: Buffer.from('hello world'),
    ContentEncoding: 'gzip',
    ContentLength: 11,
  })
  expect(parse(chunked, { 'content-encoding': 'aws-chunked' })).not.toHaveProperty(
    'ContentEncoding',
  )
  const broken = [
    '',
    '5',
    '5\r\nhel',
    '5\r\nhelloXX0\r\n\r\n',
    'zz\r\n',
    '-1\r\n',
    '5\r\nhello\r\n0\r\n',
  ]
  for (const body of broken)
    expect(() => parse(body)).toThrow(expect.objectContaining({ code: 'IncompleteBody' }))
})
