import { hash } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REQUEST_BYTES_MAX } from '../../src/platform/http-listener.ts'
import { type Clients, region, startServer, type TestServer } from '../support/server.ts'
import { signedChunks, signedHeaders } from '../support/signer.ts'

/** What no SDK of ours sends, and other clients do. */

const Bucket = 'requests'
let server: TestServer
let client: Clients['s3']
beforeAll(async () => {
  server = await startServer()
  client = server.clients().s3
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'a b/ü', Body: 'text' }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Uint8Array = '',
): Promise<Answer> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      )
    })
    sent.on('error', reject)
    if (headers['expect'] === undefined) sent.end(body)
    else sent.on('continue', () => sent.end(body))
  })
}

const toSign = (method: string, target: string, host = new URL(server.url).host) => ({
  method,
  target,
  host,
  headers: {},
  body: new Uint8Array(),
  keys: server.keys.admin,
  region,
  service: 's3',
})

/** What the SDK's own signer can do besides signing headers. */
interface Presigner {
  presign(request: object, options: object): Promise<{ path: string; query: object }>
}

/** As `getSignedUrl` makes them. */
async function presigned(method: string, key: string, expiresIn: number, signedAt = new Date()) {
  const signer = (await client.config.signer()) as unknown as Presigner
  const { hostname, port, protocol, host } = new URL(server.url)
  const { path, query } = await signer.presign(
    {
      method,
      protocol,
      hostname,
      port: Number(port),
      path: `/${Bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
      query: {},
      headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    { expiresIn, signingDate: signedAt, signingRegion: region, signingService: 's3' },
  )
  return `${server.url}${path}?${new URLSearchParams(query as Record<string, string>).toString()}`
}

describe('presigned URLs', () => {
  test('give an object to whoever has them, and with the headers they name', async () => {
    const url = await presigned('GET', 'a b/ü', 60)
    const answer = await fetch(url)
    expect([answer.status, await answer.text()]).toEqual([200, 'text'])
    expect(answer.headers.get('etag')).toBe(`"${hash('md5', 'text', 'hex')}"`)
  })

  test('take an object', async () => {
    const put = await fetch(await presigned('PUT', 'given', 60), { method: 'PUT', body: 'given' })
    expect(put.status).toBe(200)
    const answer = await fetch(await presigned('GET', 'given', 60))
    expect(await answer.text()).toBe('given')
  })

  test('are good for their method alone, and for their time', async () => {
    const wrong = await fetch(await presigned('GET', 'given', 60), { method: 'PUT', body: 'x' })
    expect([wrong.status, codeOf(await wrong.text())]).toEqual([403, 'SignatureDoesNotMatch'])
    const old = await fetch(await presigned('GET', 'given', 60, new Date(Date.now() - 120_000)))
    expect([old.status, codeOf(await old.text())]).toEqual([403, 'AccessDenied'])
  })

  test('are good for no header of S3’s that was not signed: who may put one object copies no other', async () => {
    const url = await presigned('PUT', 'copied', 60)
    const headers = { 'x-amz-copy-source': `/${Bucket}/given`, 'x-amz-meta-a': 'b' }
    const answer = await fetch(url, { method: 'PUT', headers })
    const body = await answer.text()
    expect([answer.status, codeOf(body)]).toEqual([403, 'AccessDenied'])
    expect(body).toContain(
      '<Message>There were headers present in the request which were not signed</Message><HeadersNotSigned>x-amz-copy-source, x-amz-meta-a</HeadersNotSigned>',
    )
    expect((await fetch(await presigned('GET', 'copied', 60))).status).toBe(404)
  })

  test.each([
    ['soon', 'should be a number'],
    ['-1', 'must be non-negative'],
    [
      '604801',
      'must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    ],
  ])('do not last for %s', async (expires, why) => {
    const url = await presigned('GET', 'given', 60)
    const answer = await fetch(url.replace('X-Amz-Expires=60', `X-Amz-Expires=${expires}`))
    const body = await answer.text()
    expect([answer.status, codeOf(body)]).toEqual([400, 'AuthorizationQueryParametersError'])
    expect(body).toContain(`<Message>X-Amz-Expires ${why}</Message>`)
  })

  test('leave the hash of the body to be stated or not', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
    const put = await fetch(await presigned('PUT', 'given', 60), {
      method: 'PUT',
      body: 'given',
      headers,
    })
    expect(put.status).toBe(200)
  })
})

function codeOf(xml: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1]
}

test.each([
  `${Bucket}.s3.${region}.amazonaws.com`,
  `${Bucket}.s3.amazonaws.com`,
  `${Bucket}.s3.localhost:4567`,
  `${Bucket}.localhost:4567`,
])('the bucket may be named by the host %s', async (host) => {
  const answer = await send(
    'GET',
    '/a%20b/%C3%BC',
    signedHeaders(toSign('GET', '/a%20b/%C3%BC', host)),
  )
  expect([answer.status, answer.body]).toEqual([200, 'text'])
})

test('a bucket may have the name of another service', async () => {
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await client.send(new s3.CreateBucketCommand({ Bucket: 'iam', CreateBucketConfiguration }))
  const host = `iam.s3.${region}.amazonaws.com`
  const answer = await send('GET', '/?location', signedHeaders(toSign('GET', '/?location', host)))
  expect([answer.status, answer.body]).toEqual([200, expect.stringContaining(region)])
})

test('a HEAD says how long the object is, and sends none of it', async () => {
  const target = `/${Bucket}/a%20b/%C3%BC`
  const found = await send('HEAD', target, signedHeaders(toSign('HEAD', target)))
  expect([found.status, found.headers['content-length'], found.body]).toEqual([200, '4', ''])
  const missing = `/${Bucket}/missing`
  const gone = await send('HEAD', missing, signedHeaders(toSign('HEAD', missing)))
  expect([gone.status, gone.body]).toEqual([404, ''])
})

test('who waits for permission to send a body gets it', async () => {
  const request = { ...toSign('PUT', `/${Bucket}/waited`), body: Buffer.from('waited') }
  const headers = { ...signedHeaders(request), expect: '100-continue' }
  expect((await send('PUT', request.target, headers, 'waited')).status).toBe(200)
})

describe('chunks that are signed each', () => {
  const asked = () => toSign('PUT', `/${Bucket}/chunked`)

  test('are put together', async () => {
    const { headers, body } = signedChunks(asked(), ['one ', 'two ', 'three'])
    expect((await send('PUT', asked().target, headers, body)).status).toBe(200)
    const got = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'chunked' }))
    expect(await got.Body?.transformToString()).toBe('one two three')
  })

  test('are refused when one is changed, or the end is cut off', async () => {
    const { headers, body } = signedChunks(asked(), ['one ', 'two '])
    const changed = await send('PUT', asked().target, headers, body.replace('two', 'TWO'))
    expect(codeOf(changed.body)).toBe('SignatureDoesNotMatch')
    const cut = body.slice(0, -90)
    const short = { ...headers, 'content-length': String(cut.length) }
    expect(codeOf((await send('PUT', asked().target, short, cut)).body)).toBe('IncompleteBody')
  })
})

test('a body that is not the one that was signed is refused', async () => {
  const payloadHash = hash('sha256', 'signed', 'hex')
  const request = {
    ...toSign('PUT', `/${Bucket}/other`),
    headers: { 'x-amz-content-sha256': payloadHash },
    payloadHash,
  }
  const headers = { ...signedHeaders(request), 'content-length': '4' }
  const answer = await send('PUT', request.target, headers, 'sent')
  expect([answer.status, codeOf(answer.body)]).toEqual([400, 'XAmzContentSHA256Mismatch'])
  expect(server.rejected.at(-1)).toMatchObject({ errorCode: 'XAmzContentSHA256Mismatch' })
})

test.each([
  ['us-moon-1', 's3', "should be scoped to a valid region, not 'us-moon-1'"],
  [region, 'iam', 'should be scoped to correct service'],
])('a scope of %s and %s is malformed', async (inRegion, service, text) => {
  const host = `${Bucket}.s3.${region}.amazonaws.com`
  const request = { ...toSign('GET', '/k', host), region: inRegion, service }
  const answer = await send('GET', '/k', signedHeaders(request))
  expect([answer.status, codeOf(answer.body)]).toEqual([400, 'AuthorizationHeaderMalformed'])
  expect(answer.body).toContain(text.replaceAll("'", '&#39;'))
})

test('a presigned URL without its parts is not understood', async () => {
  const answer = await send(
    'GET',
    `/${Bucket}/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2F20260101%2F${region}%2Fs3%2Faws4_request`,
    {},
  )
  expect([answer.status, codeOf(answer.body)]).toEqual([400, 'AuthorizationQueryParametersError'])
  expect(answer.body).toContain(
    '<Message>Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.</Message>',
  )
})

test.each([
  ['in the path', `/${Bucket}/k`, {}],
  ['in the path, of the bucket', `/${Bucket}?list-type=2`, {}],
  ['in the name of the host', '/k', { host: `${Bucket}.localhost` }],
])('whoever signs nothing is denied in XML: a bucket %s', async (_where, target, headers) => {
  const answer = await send('GET', target, headers)
  expect([answer.status, codeOf(answer.body)]).toEqual([403, 'AccessDenied'])
  expect(answer.headers['content-type']).toBe('application/xml')
  expect(server.rejected.at(-1)).toMatchObject({ errorCode: 'AccessDenied' })
})

test('whoever signs nothing and names no bucket is not taken for a client of S3', async () => {
  const answer = await send('GET', '/no-such-bucket/k', {})
  expect(JSON.parse(answer.body)).toMatchObject({ message: 'Missing Authentication Token' })
})

test('what is not built says so in the words of S3', async () => {
  const target = `/${Bucket}/k?torrent`
  const answer = await send('GET', target, signedHeaders(toSign('GET', target)))
  expect([answer.status, codeOf(answer.body)]).toEqual([501, 'NotImplemented'])
  expect(answer.body).toContain('functionality that is not implemented')
})

test('a body that is too long for one request is refused', async () => {
  const answer = await fetch(await presigned('PUT', 'huge', 60), {
    method: 'PUT',
    body: Buffer.alloc(REQUEST_BYTES_MAX + 1),
  })
  expect(answer.status).toBe(413)
})

test.each([
  ['PATCH', `/${Bucket}/k`, 405, 'MethodNotAllowed'],
  ['GET', `/${Bucket}/%zz`, 400, 'InvalidURI'],
  ['GET', `/${Bucket}?max-keys=many`, 400, 'InvalidArgument'],
  ['GET', `/${Bucket}?encoding-type=base64`, 400, 'InvalidArgument'],
  ['PUT', `/${Bucket}?tagging`, 400, 'InvalidArgument'],
  ['GET', `/${Bucket}/k?versionId=abc`, 404, 'NoSuchVersion'],
])('%s %s is answered %i %s', async (method, target, status, code) => {
  const answer = await send(method, target, signedHeaders(toSign(method, target)))
  expect([answer.status, codeOf(answer.body)]).toEqual([status, code])
})
