import { hash } from 'node:crypto'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { type AccessKey, putAccessKey } from '../../src/identity/access-key.ts'
import { systemRandom } from '../../src/platform/system.ts'
import { handleCall } from '../../src/server/handle-call.ts'
import { sts } from '../../src/services/sts/index.ts'
import type { HttpRequest } from '../../src/wire/http.ts'
import {
  canonicalRequest,
  formatAmzDate,
  signatureOf,
  signingKeyOf,
  textToSign,
} from '../../src/wire/sigv4-signature.ts'
import { inProcess } from '../support/captured-request.ts'
import { aUser, createdAt } from '../support/identities.ts'
import { greengrassAlone } from '../support/greengrass.ts'
import { memoryDoor } from '../support/memory-door.ts'
import { noKeys } from '../support/no-keys.ts'
import type { Keys } from '../support/server.ts'
import { sessionsWith } from '../support/sessions.ts'

/** Whose signatures the front door believes, and until when. Signed by the SDK's own signer, carried to the door by hand. */

const accountId = '123456789012'
const alice = aUser({ accountId, userName: 'alice' })
const retired: AccessKey = {
  accessKeyId: 'AKIARZPUZDIKRETIREDA',
  secretAccessKey: 'retired-secret-access-key-of-40-letters!',
  accountId,
  userId: alice.user.userId,
  status: 'Inactive',
  createdAt,
}
const issued = sessionsWith({ subject: { kind: 'user', accountId, userId: alice.user.userId } })
const [session] = issued.keys as [Keys]
const signedMs = Date.now()
const { door, store } = await memoryDoor(
  [...alice.changes, ...issued.changes, putAccessKey(retired)],
  { nowMs: signedMs, random: systemRandom, services: [sts({ keySets: noKeys }), greengrassAlone] },
)

const MINUTE_MS = 60_000
const host = '127.0.0.1:4567'

/** What the door answers, some time after the request was signed. */
async function answered(request: HttpRequest, laterMs = 0) {
  const at = { ...door, clock: { now: () => signedMs + laterMs } }
  const { status, body } = await handleCall(request, at)
  const text = String(body)
  const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? []
  const [, message = ''] = /<Message>([^<]*)<\/Message>/.exec(text) ?? []
  return { status, code, message: message.replaceAll('&apos;', "'").replaceAll('&#39;', "'") }
}

function clientOf(keys: Keys, region = 'us-west-2', requestHandler?: unknown): STSClient {
  const config = { region, endpoint: `http://${host}`, credentials: keys, maxAttempts: 1 }
  return new STSClient(
    requestHandler ? { ...config, requestHandler: requestHandler as never } : config,
  )
}

/** A GetCallerIdentity with its signature in the headers. */
async function signed(keys: Keys, region?: string): Promise<HttpRequest> {
  let captured: HttpRequest | undefined
  const handler = inProcess(async (request) => {
    captured = request
    return { status: 500, headers: {}, body: '' }
  })
  await clientOf(keys, region, handler)
    .send(new GetCallerIdentityCommand({}))
    .catch(() => undefined)
  if (!captured) throw new Error('the client sent nothing')
  return captured
}

interface Presigning {
  readonly method?: string
  readonly service?: string
  readonly expiresSeconds?: number
}

/** A GetCallerIdentity with its signature in the query. */
async function presigned(
  keys: Keys,
  { method = 'GET', service = 'sts', expiresSeconds = 60 }: Presigning = {},
): Promise<HttpRequest> {
  const { signer } = clientOf(keys).config
  if (typeof signer !== 'function') throw new Error('the client has no signer')
  const scheme = { name: 'sigv4', signingName: service, signingRegion: 'us-west-2', properties: {} }
  const presigner = (await signer(scheme)) as unknown as Presigner
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' }
  const [hostname = '', port] = host.split(':')
  const toSign = { method, protocol: 'http:', hostname, port, path: '/', query, headers: { host } }
  const made = await presigner.presign(toSign, {
    expiresIn: expiresSeconds,
    signingService: service,
    signingDate: new Date(signedMs),
  })
  return {
    method,
    path: '/',
    query: new URLSearchParams(made.query).toString().replaceAll('+', '%20'),
    headers: { host },
    body: new Uint8Array(),
    sourceIp: '192.0.2.7',
  }
}

interface Presigner {
  presign(request: object, options: object): Promise<{ readonly query: Record<string, string> }>
}

const believed = { status: 200 }
const doesNotMatch = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: expect.stringMatching(/does not match/) as string,
}
const expired = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than/) as string,
}
const notYet = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: expect.stringMatching(/^Signature not yet current: /) as string,
}
const unknownKey = {
  status: 403,
  code: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
}

describe('a signature in the headers', () => {
  test.each([
    ['is believed', 0, believed],
    ['is believed once more within five minutes', 4 * MINUTE_MS, believed],
    ['is not believed after that', 6 * MINUTE_MS, expired],
    ['is not believed before its time', -6 * MINUTE_MS, notYet],
  ])('%s', async (_name, laterMs, answer) => {
    const request = await signed(alice.keys)
    await answered(request, laterMs)
    expect(await answered(request, laterMs)).toMatchObject(answer)
  })

  test.each([
    ['of an inactive key', retired],
    ['of a key that does not exist', { ...alice.keys, accessKeyId: 'AKIARZPUZDIKNOBODYAB' }],
  ])('%s is not believed', async (_name, keys) => {
    expect(await answered(await signed(keys))).toMatchObject(unknownKey)
  })

  test('with another secret is not believed', async () => {
    const secretAccessKey = alice.keys.secretAccessKey.toLowerCase()
    expect(await answered(await signed({ ...alice.keys, secretAccessKey }))).toMatchObject(
      doesNotMatch,
    )
  })

  test('for a region that does not exist is not believed', async () => {
    expect(await answered(await signed(alice.keys, 'moon-1'))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: "Credential should be scoped to a valid region, not 'moon-1'. ",
    })
  })

  test('with anything behind it is not believed', async () => {
    const request = await signed(alice.keys)
    const { authorization = '' } = request.headers
    for (const more of ['zz', '0', ' x'])
      expect(
        await answered({
          ...request,
          headers: { ...request.headers, authorization: authorization + more },
        }),
      ).toMatchObject(doesNotMatch)
  })

  test('may tell its time in a Date header, as HTTP writes dates', async () => {
    const body = Buffer.from('Action=GetCallerIdentity&Version=2011-06-15')
    const amzDate = formatAmzDate(signedMs)
    const headers = { date: new Date(signedMs).toUTCString(), host }
    const request = { method: 'POST', path: '/', query: '', headers, body, sourceIp: '192.0.2.7' }
    const scope = { date: amzDate.slice(0, 8), region: 'us-west-2', signingName: 'sts' }
    const signedHeaders = ['date', 'host']
    const payloadHash = hash('sha256', body, 'hex')
    const canonical = canonicalRequest(request, { ...scope, signedHeaders }, payloadHash)
    const toSign = textToSign(canonical, { ...scope, amzDate })
    const key = signingKeyOf(scope, alice.keys.secretAccessKey)
    const signature = signatureOf(toSign.text, key).toString('hex')
    const authorization = `AWS4-HMAC-SHA256 Credential=${alice.keys.accessKeyId}/${toSign.scope}, SignedHeaders=date;host, Signature=${signature}`
    const inTime = { ...request, headers: { ...headers, authorization } }
    expect(await answered(inTime)).toMatchObject(believed)
    expect(await answered(inTime, 6 * MINUTE_MS)).toMatchObject(expired)
  })

  test('of temporary credentials covers their token', async () => {
    const request = await signed(session)
    expect(await answered(request)).toMatchObject(believed)
    const { 'x-amz-security-token': _token, ...headers } = request.headers
    expect(await answered({ ...request, headers })).toMatchObject(unknownKey)
  })
})

describe('a presigned request', () => {
  test.each([
    ['is believed', {}, 0, believed],
    ['is believed as a POST too', { method: 'POST' }, 0, believed],
    ['is believed as often as it is sent in its time', {}, 59_000, believed],
    ['is not believed after its time', {}, 61_000, expired],
    ['lasts a week at most', { expiresSeconds: 604_800 }, 604_799_000, believed],
    ['is not believed before its time', {}, -6 * MINUTE_MS, notYet],
  ])('%s', async (_name, how, laterMs, answer) => {
    expect(await answered(await presigned(alice.keys, how), laterMs)).toMatchObject(answer)
  })

  test('of temporary credentials carries their token', async () => {
    const request = await presigned(session)
    expect(await answered(request)).toMatchObject(believed)
    const query = request.query.replace(/X-Amz-Security-Token=[^&]+&/, '')
    expect(await answered({ ...request, query })).toMatchObject(unknownKey)
  })

  test('for a service that is not here is not believed', async () => {
    expect(await answered(await presigned(alice.keys, { service: 'ec2' }))).toMatchObject({
      status: 403,
      message: expect.stringMatching(/^Credential should be scoped to correct service/) as string,
    })
  })

  test('for another service is not this one’s', async () => {
    const { status } = await answered(await presigned(alice.keys, { service: 'greengrass' }))
    expect(status).toBe(404)
  })

  const withLastFlipped = (name: string) => (request: HttpRequest) => {
    const flip = (_: string, kept: string, last: string) => kept + (last === '7' ? '8' : '7')
    return { ...request, query: request.query.replace(new RegExp(`(${name}=[^&]*)([^&])`), flip) }
  }

  test.each<[string, (request: HttpRequest) => HttpRequest]>([
    ['the method', (request) => ({ ...request, method: 'POST' })],
    ['the path', (request) => ({ ...request, path: '/x' })],
    ['the host', (request) => ({ ...request, headers: { host: 'localhost:4567' } })],
    ['the body', (request) => ({ ...request, body: Buffer.from('x') })],
    ['the action', withLastFlipped('Action')],
    ['the version', withLastFlipped('Version')],
    ['the date', withLastFlipped('X-Amz-Date')],
    ['the time it lasts', withLastFlipped('X-Amz-Expires')],
    ['the key', withLastFlipped('X-Amz-Credential')],
    ['the signature', withLastFlipped('X-Amz-Signature')],
    ['that there is no more', (request) => ({ ...request, query: `${request.query}&a=b` })],
  ])('covers %s', async (_name, change) => {
    const request = await presigned(alice.keys)
    const changed = change(request)
    expect(changed).not.toEqual(request)
    expect((await answered(changed)).status).toBeGreaterThanOrEqual(400)
  })
})

test('who is not believed leaves no event', async () => {
  const before = store.events.length
  await answered(await signed(retired))
  await answered(await presigned(alice.keys), 61_000)
  expect(store.events).toHaveLength(before)
  await answered(await signed(alice.keys))
  expect(store.events).toHaveLength(before + 1)
})
