import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REQUEST_BYTES_MAX } from '../../src/platform/http-listener.ts'
import { accountId, region, startServerWithNobody, type TestServer } from '../support/server.ts'
import { signedHeaders } from '../support/signer.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServerWithNobody()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly service?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** As it goes out; signed by the admin unless it is said to be not. */
  readonly isSigned?: boolean
  readonly scopeRegion?: string
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A request as no SDK would send it. */
function send(sent: Sent): Promise<Answer> {
  const { method = 'POST', path = '/', service = 'greengrass', body = '', isSigned = true } = sent
  const { host, port } = new URL(server.url)
  const headers = isSigned
    ? signedHeaders({
        method,
        host,
        target: path,
        headers: { ...sent.headers },
        body: Buffer.from(body),
        keys: server.keys.admin,
        region: sent.scopeRegion ?? region,
        service,
      })
    : { ...sent.headers }
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const request = httpRequest({ host: '127.0.0.1', port, method, headers, path }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    )
  })
  request.on('error', reject)
  request.end(body)
  return promise
}

const newest = async (inRegion = region) => (await server.lookup({ MaxResults: 1 }, inRegion))[0]
const deployments = '/greengrass/v2/deployments'
const json = { 'content-type': 'application/json' }
const cloudTrail = (operation: string) => ({
  service: 'cloudtrail',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${operation}`,
  },
})
const form = (body: string) => ({
  service: 'sts',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body,
})
const deep = (depth: number) => `{"components":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`

describe('what a proven caller gets wrong is answered as AWS does, and recorded', () => {
  test.each<[string, Sent, number, string, object]>([
    [
      'broken JSON',
      { path: deployments, headers: json, body: '{"a":' },
      400,
      'ValidationException',
      { eventName: 'CreateDeployment' },
    ],
    [
      'JSON that is no object',
      { path: deployments, headers: json, body: '[1]' },
      400,
      'ValidationException',
      { eventName: 'CreateDeployment' },
    ],
    [
      'deep JSON',
      { path: deployments, headers: json, body: deep(64) },
      400,
      'ValidationException',
      { eventName: 'CreateDeployment', requestParameters: null },
    ],
    [
      'a wrong type',
      { path: deployments, headers: json, body: '{"targetArn":7}' },
      400,
      'ValidationException',
      { eventName: 'CreateDeployment' },
    ],
    [
      'another content type',
      { path: deployments, headers: { 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      'UnsupportedMediaTypeException',
      { eventName: 'CreateDeployment' },
    ],
    [
      'an unknown path',
      { path: '/greengrass/v3/x', method: 'GET' },
      404,
      'UnknownOperationException',
      { eventName: 'UnknownOperation' },
    ],
    [
      'a number that is none',
      { path: `${deployments}?maxResults=many`, method: 'GET' },
      400,
      'ValidationException',
      { eventName: 'ListDeployments' },
    ],
    [
      'a bad page token',
      { path: `${deployments}?nextToken=x`, method: 'GET' },
      400,
      'ValidationException',
      { eventName: 'ListDeployments', requestParameters: { nextToken: 'x' } },
    ],
    [
      'a body over 10 MiB',
      { path: deployments, headers: json, body: Buffer.alloc(10 * 1024 * 1024 + 1, ' ') },
      413,
      'RequestEntityTooLargeException',
      { eventName: 'CreateDeployment', requestParameters: null },
    ],
    [
      'an unknown target',
      { ...cloudTrail('DropTrails'), body: '{}' },
      404,
      'UnknownOperationException',
      { eventName: 'DropTrails' },
    ],
    [
      'broken JSON 1.1',
      { ...cloudTrail('GetTrail'), body: '{' },
      400,
      'SerializationException',
      { eventName: 'GetTrail' },
    ],
    [
      'a target without its content type',
      {
        service: 'cloudtrail',
        headers: { 'x-amz-target': 'CloudTrail_20131101.GetTrail', 'content-type': 'text/plain' },
        body: '{}',
      },
      404,
      'UnknownOperationException',
      { eventName: 'GetTrail' },
    ],
    [
      'a missing member',
      { ...cloudTrail('GetTrail'), body: '{}' },
      400,
      'ValidationException',
      { eventName: 'GetTrail' },
    ],
    [
      'an unknown action',
      form('Action=Nothing&Version=2011-06-15'),
      400,
      'InvalidAction',
      { eventName: 'Nothing' },
    ],
    [
      'an operation that is not built',
      form('Action=GetScopedCredentials&Version=2011-06-15'),
      501,
      'NotImplementedException',
      { eventName: 'GetScopedCredentials' },
    ],
    [
      'broken XML',
      { service: 's3', method: 'PUT', path: '/a-bucket', body: '<CreateBucketConfiguration><' },
      400,
      'MalformedXML',
      { eventName: 'CreateBucket' },
    ],
  ])('%s', async (_name, sent, status, code, recorded) => {
    const startedMs = Date.now()
    const answer = await send(sent)
    expect([answer.status, answer.body]).toEqual([status, expect.any(String)])
    const told = `${String(answer.headers['x-amzn-errortype'])} ${answer.body}`
    expect(told).toContain(code)
    expect(Date.parse(String(answer.headers['date']))).toBeGreaterThan(startedMs - 2_000)
    const event = await newest()
    expect(event).toMatchObject({ errorCode: code, responseElements: null, ...recorded })
    const id = answer.headers['x-amzn-requestid'] ?? answer.headers['x-amz-request-id']
    expect(event?.requestID).toBe(id)
  })

  test('an unknown member is passed over, and not recorded', async () => {
    const targetArn = `arn:aws:iot:${region}:${accountId}:thing/a`
    const body = JSON.stringify({ targetArn, password: 'secret', components: null })
    const answer = await send({ path: deployments, headers: json, body })
    expect(answer.status).toBe(404)
    expect((await newest())?.requestParameters).toEqual({ targetArn })
  })

  test('parameters over 100 KB are left out of the event, as CloudTrail does', async () => {
    const merge = JSON.stringify({ a: 'x'.repeat(150_000) })
    const body = JSON.stringify({
      targetArn: `arn:aws:iot:${region}:${accountId}:thing/a`,
      components: { a: { componentVersion: '1.0.0', configurationUpdate: { merge } } },
    })
    expect((await send({ path: deployments, headers: json, body })).status).toBe(404)
    expect((await newest())?.requestParameters).toEqual({
      reason: 'requestParameters too large',
      omitted: true,
      originalSize: expect.any(Number) as number,
    })
  })

  test('a long user agent is cut at 1 KB', async () => {
    const headers = { 'user-agent': 'é'.repeat(700) }
    await send({ path: `${deployments}/x`, method: 'GET', headers })
    const { userAgent = '' } = (await newest()) ?? {}
    expect(Buffer.byteLength(userAgent)).toBeLessThanOrEqual(1024)
    expect(userAgent.length).toBeGreaterThan(500)
  })

  test('a recipe is taken in up to 12 MiB to be refused for its size, and never shows', async () => {
    const inlineRecipe = Buffer.alloc(8 * 1024 * 1024, 'secret').toString('base64')
    const body = JSON.stringify({ inlineRecipe })
    const path = '/greengrass/v2/createComponentVersion'
    expect((await send({ path, headers: json, body })).status).toBe(400)
    expect(await newest()).toMatchObject({
      eventName: 'CreateComponentVersion',
      requestParameters: { inlineRecipe: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    })
  })
})

describe('who is not proven leaves no event, but a line among the rejected requests', () => {
  test.each<[string, Sent, number, string]>([
    [
      'nobody',
      { path: deployments, method: 'GET', isSigned: false },
      403,
      'MissingAuthenticationTokenException',
    ],
    [
      'nobody, in JSON 1.1',
      { ...cloudTrail('GetTrail'), isSigned: false },
      400,
      'MissingAuthenticationTokenException',
    ],
    [
      'nobody, in a form',
      { ...form('Action=GetCallerIdentity&Version=2011-06-15'), isSigned: false },
      403,
      'MissingAuthenticationToken',
    ],
    [
      'a made-up header',
      { headers: { authorization: 'AWS4-HMAC-SHA256 x' }, isSigned: false },
      403,
      'IncompleteSignatureException',
    ],
    [
      'a region that is none',
      { path: deployments, method: 'GET', scopeRegion: 'mars-1' },
      403,
      'InvalidSignatureException',
    ],
    ['a service that is none', { path: '/', service: 'sqs' }, 403, 'InvalidSignatureException'],
    [
      'a global service in a region that is none',
      { ...form('Action=ListUsers&Version=2010-05-08'), service: 'iam', scopeRegion: 'moon-1' },
      403,
      'SignatureDoesNotMatch',
    ],
  ])('%s', async (_name, sent, status, code) => {
    const before = (await newest())?.eventID
    const answer = await send(sent)
    expect(answer.status).toBe(status)
    expect(`${String(answer.headers['x-amzn-errortype'])} ${answer.body}`).toContain(code)
    const [lookup, previous] = await server.lookup({ MaxResults: 2 })
    expect([lookup?.eventName, previous?.eventID]).toEqual(['LookupEvents', before])
    expect(server.rejected.at(-1)).toMatchObject({ errorCode: code, sourceIPAddress: '127.0.0.1' })
  })

  test('a body that is longer than any may be', async () => {
    const answer = await send({
      path: deployments,
      headers: json,
      body: Buffer.alloc(REQUEST_BYTES_MAX + 1),
    })
    expect(answer.status).toBe(413)
  })
})

test('whatever a signed caller sends, the answer is never a 5xx but the one for what is not built', async () => {
  const path = fc.oneof(
    fc.constantFrom('/', deployments, '/tags/x', '/things/a', '/bucket/key?acl', '/%zz/%00'),
    fc.webPath().filter((text) => text.startsWith('/')),
  )
  const headers = fc.constantFrom(
    {},
    json,
    { 'content-type': 'application/x-www-form-urlencoded' },
    cloudTrail('LookupEvents').headers,
    cloudTrail('CreateTrail').headers,
  )
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc.webQueryParameters(),
    fc.constant('Action=ListUsers&Version=2010-05-08&x.member.999999999=1'),
  )
  const service = fc.constantFrom('greengrass', 'cloudtrail', 'sts', 'iam', 'iot', 's3', 'sns')
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE')
  await fc.assert(
    fc.asyncProperty(path, headers, body, service, method, async (...[p, h, b, s, m]) => {
      const sent = { path: p, headers: h, body: b, service: s, method: m }
      const { status } = await send({
        ...sent,
        ...(s === 'iam' ? { scopeRegion: 'us-east-1' } : {}),
      })
      expect(status < 500 || status === 501, `${status} ${JSON.stringify(sent)}`).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(server.bugs).toEqual([])
})
