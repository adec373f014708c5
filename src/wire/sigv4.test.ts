import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateDeploymentCommand,
  GetComponentVersionArtifactCommand,
  GreengrassV2Client,
  ListDeploymentsCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inProcess } from '../../test/support/captured-request.ts'
import { AuthFailure, authErrorOf } from './auth-error.ts'
import type { HttpRequest } from './http.ts'
import { isRegion } from './regions.ts'
import { claimedSignature, type ScopeRules, verifySignature } from './sigv4.ts'
import { SigningKeys } from './sigv4-signature.ts'

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const fixedNow = Date.parse('2026-11-22T06:45:37Z')
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey }
const rules: ScopeRules = {
  isRegion,
  isService: (name) => ['greengrass', 'cloudtrail', 'sts'].includes(name),
  serviceOf: ({ headers }) =>
    headers['x-amz-target']?.includes('CloudTrail') ? 'cloudtrail' : undefined,
}

type Client = { send(command: never): Promise<unknown> }

/** The request that a real client signs for a command. */
async function signed(command: unknown, make = greengrassClient): Promise<HttpRequest> {
  let captured: HttpRequest | undefined
  const client = make(
    inProcess(async (request) => {
      captured = request
      return { status: 200, headers: {}, body: '{}' }
    }),
  )
  // The client may not like the answer; its request is what we are after.
  await client.send(command as never).catch(() => undefined)
  if (!captured) throw new Error('the client sent nothing')
  return captured
}

type Handler = ReturnType<typeof inProcess>

const config = {
  region: 'us-west-2',
  endpoint: 'http://127.0.0.1:4567',
  credentials,
  maxAttempts: 1,
}
const greengrassClient = (requestHandler: Handler): Client =>
  new GreengrassV2Client({ ...config, requestHandler: requestHandler as never })
const cloudTrailClient = (requestHandler: Handler): Client =>
  new CloudTrailClient({ ...config, requestHandler: requestHandler as never })
const stsClient = (requestHandler: Handler): Client =>
  new STSClient({ ...config, requestHandler: requestHandler as never })

function verify(request: HttpRequest, nowMs = Date.now()): string {
  const claimed = claimedSignature(request, nowMs, rules)
  // The id is not signed: it only says whose secret to take, and nobody else has this one.
  if (claimed.accessKeyId !== credentials.accessKeyId && nowMs !== fixedNow)
    throw new AuthFailure('InvalidClientTokenId', 'no such key')
  verifySignature(request, claimed, secretAccessKey, new SigningKeys())
  return `${claimed.accessKeyId} ${claimed.region} ${claimed.signingName}`
}

function refusal(request: HttpRequest, nowMs = Date.now()): AuthFailure {
  try {
    verify(request, nowMs)
  } catch (error) {
    if (error instanceof AuthFailure) return error
    throw error
  }
  throw new Error('the request was believed')
}

const targetArn = 'arn:aws:iot:us-west-2:123456789012:thinggroup/Line+1 ü*(1)!'

describe('requests that real clients sign', () => {
  const commands: [string, unknown, (handler: Handler) => Client][] = [
    ['a body', new CreateDeploymentCommand({ targetArn }), greengrassClient],
    ['a query', new ListDeploymentsCommand({ targetArn, maxResults: 3 }), greengrassClient],
    [
      'a repeated query key and an ARN in the path',
      new UntagResourceCommand({
        resourceArn: 'arn:aws:greengrass:us-west-2:123456789012:coreDevices:a',
        tagKeys: ['b c', 'a'],
      }),
      greengrassClient,
    ],
    [
      'a greedy label',
      new GetComponentVersionArtifactCommand({
        arn: 'arn:aws:greengrass:us-west-2:123456789012:components:a:versions:1.0.0',
        artifactName: 'Uvt6EZ=/a b/x.jar',
      }),
      greengrassClient,
    ],
    ['a target', new LookupEventsCommand({ MaxResults: 1 }), cloudTrailClient],
    ['a form', new GetCallerIdentityCommand({}), stsClient],
  ]
  test.each(commands)('are believed: %s', async (_name, command, make) => {
    expect(verify(await signed(command, make))).toMatch(/^AKIAIOSFODNN7EXAMPLE us-west-2 /)
  })

  test.each(commands)('are refused after any change: %s', async (_name, command, make) => {
    const request = await signed(command, make)
    const changed: HttpRequest[] = [
      { ...request, method: 'PATCH' },
      { ...request, path: `${request.path}x` },
      { ...request, query: `${request.query}&x=1` },
      { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
      ...signedHeadersOf(request).map((name) => ({
        ...request,
        headers: { ...request.headers, [name]: `${request.headers[name]}0` },
      })),
    ]
    for (const each of changed) expect(() => verify(each)).toThrow(AuthFailure)
  })
})

test('no random change of any byte of a signed request is believed', async () => {
  const request = await signed(new CreateDeploymentCommand({ targetArn }))
  const signedNames = signedHeadersOf(request)
  const part = fc.constantFrom('path', 'body', 'authorization', ...signedNames)
  fc.assert(
    fc.property(part, fc.nat(), fc.integer({ min: 1, max: 127 }), (name, at, flip) => {
      const changed = withChangedByte(request, name, at, flip)
      if (sameInMeaning(changed, request)) return
      expect(() => verify(changed)).toThrow(AuthFailure)
    }),
    { numRuns: 20_000 },
  )
})

/** Between the parts of an Authorization header, one kind of white space is as good as another. */
function sameInMeaning(a: HttpRequest, b: HttpRequest): boolean {
  const [one, other] = [a, b].map(({ headers, ...rest }) => {
    const authorization = headers['authorization']?.replaceAll(/\s/g, ' ')
    return JSON.stringify({ ...rest, headers: { ...headers, authorization } })
  })
  return one === other
}

function signedHeadersOf({ headers }: HttpRequest): readonly string[] {
  return /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? []
}

function withChangedByte(
  request: HttpRequest,
  part: string,
  at: number,
  flip: number,
): HttpRequest {
  const change = (text: string) => {
    const bytes = Buffer.from(text, 'latin1')
    if (bytes.length === 0) return text
    const index = at % bytes.length
    bytes[index] = (bytes[index] ?? 0) ^ flip
    return bytes.toString('latin1')
  }
  if (part === 'path') return { ...request, path: change(request.path) }
  if (part === 'body') {
    const body = Buffer.from(change(Buffer.from(request.body).toString('latin1')), 'latin1')
    return { ...request, body }
  }
  const value = change(request.headers[part] ?? '')
  // White space around a value, and runs of it inside, are the same to the signature.
  const same = (text: string) => text.trim().replaceAll(/ +/g, ' ')
  if (same(value) === same(request.headers[part] ?? '')) return request
  // The parts of the Authorization header may be spelled with or without spaces between them.
  if (
    part === 'authorization' &&
    value.replaceAll(' ', '') === request.headers[part]?.replaceAll(' ', '')
  )
    return request
  // Hexadecimal is hexadecimal in either case.
  if (part === 'authorization' && value.toLowerCase() === request.headers[part]?.toLowerCase())
    return request
  return { ...request, headers: { ...request.headers, [part]: value } }
}

describe('what AWS says, in AWS’s order', () => {
  const authorization = (fields: string) => `AWS4-HMAC-SHA256 ${fields}`
  const request = (headers: Record<string, string>, query = ''): HttpRequest => ({
    method: 'GET',
    path: '/greengrass/v2/deployments',
    query,
    headers: { host: 'localhost', 'x-amz-date': '20261122T064537Z', ...headers },
    body: new Uint8Array(),
    sourceIp: '192.0.2.7',
  })
  const scoped = (scope: string, signedHeaders = 'host;x-amz-date') =>
    authorization(
      `Credential=${scope}, SignedHeaders=${signedHeaders}, Signature=${'0'.repeat(64)}`,
    )
  const scope = 'AKIAIOSFODNN7EXAMPLE/20261122/us-west-2/greengrass/aws4_request'

  test.each<[string, HttpRequest, AuthFailure['reason'], string]>([
    ['nothing', request({}), 'MissingAuthenticationToken', 'Missing Authentication Token'],
    [
      'both',
      request({ authorization: scoped(scope) }, 'X-Amz-Algorithm=AWS4-HMAC-SHA256'),
      'SignatureDoesNotMatch',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    ],
    [
      'another algorithm',
      request({ authorization: 'Bearer x' }),
      'IncompleteSignature',
      "Unsupported AWS 'algorithm': 'Bearer'.",
    ],
    [
      'parts missing',
      request({ authorization: authorization('Credential=x') }),
      'IncompleteSignature',
      "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization=",
    ],
    [
      'query parts missing',
      request({}, 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x'),
      'IncompletePresignedUrl',
      "AWS query-string parameters must include 'X-Amz-Signature'.",
    ],
    [
      'host not signed',
      request({ authorization: scoped(scope, 'x-amz-date') }),
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'a bad date',
      request({ authorization: scoped(scope), 'x-amz-date': 'yesterday' }),
      'IncompleteSignature',
      "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'too old',
      request({ authorization: scoped(scope), 'x-amz-date': '20261122T063537Z' }),
      'RequestExpired',
      'Signature expired: 20261122T063537Z is now earlier than 20261122T064037Z (20261122T064537Z - 5 min.)',
    ],
    [
      'from the future',
      request({ authorization: scoped(scope), 'x-amz-date': '20261122T065137Z' }),
      'RequestExpired',
      'Signature not yet current: 20261122T065137Z is still later than 20261122T065037Z (20261122T064537Z + 5 min.)',
    ],
    [
      'four scope elements',
      request({ authorization: scoped('a/20261122/us-west-2/greengrass') }),
      'IncompleteSignature',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/20261122/us-west-2/greengrass'",
    ],
    [
      'everything wrong with the scope',
      request({ authorization: scoped('a/20261121/moon-1/ec2/aws5') }),
      'WrongScope',
      "Credential should be scoped to a valid region, not 'moon-1'. Credential should be scoped to correct service. Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122', from '20261122T064537Z'.",
    ],
    [
      'another service than the target says',
      request({ authorization: scoped(scope), 'x-amz-target': 'CloudTrail_20131101.GetTrail' }),
      'WrongScope',
      "Credential should be scoped to correct service: 'cloudtrail'. ",
    ],
    [
      'a wrong signature',
      request({ authorization: scoped(scope) }),
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
  ])('%s', (_name, asked, reason, message) => {
    const failure = refusal(asked, fixedNow)
    expect(failure.reason).toBe(reason)
    expect(failure.message.startsWith(message), failure.message).toBe(true)
  })

  test('each protocol has its own codes', () => {
    const failure = new AuthFailure('SignatureDoesNotMatch', 'no', '\n\ncanonical')
    expect(authErrorOf(failure, 'awsQuery')).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: 'no',
      httpStatus: 403,
    })
    expect(authErrorOf(failure, 'awsJson1_1')).toMatchObject({
      code: 'InvalidSignatureException',
      message: 'no\n\ncanonical',
      httpStatus: 400,
    })
    expect(authErrorOf(failure, 'restJson1')).toMatchObject({
      code: 'InvalidSignatureException',
      httpStatus: 403,
    })
    expect(authErrorOf(failure, 'restXml')).toMatchObject({
      code: 'SignatureDoesNotMatch',
      httpStatus: 403,
    })
  })
})

test('whatever the headers and the query say, the only way out is AWS’s error', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'AWS4-HMAC-SHA256 ',
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/e,SignedHeaders=host,Signature=zz',
    ),
  )
  fc.assert(
    fc.property(text, text, fc.string(), (authorization, amzDate, query) => {
      const request = {
        method: 'GET',
        path: '/',
        query,
        headers: { host: 'x', authorization, 'x-amz-date': amzDate },
        body: new Uint8Array(),
        sourceIp: '::1',
      }
      expect(() => verify(request)).toThrow(AuthFailure)
    }),
  )
})
