import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { certificate } from '../../test/support/certificate.ts'
import { type OidcIssuer, startOidcIssuer } from '../../test/support/oidc-issuer.ts'
import { KeySetError } from '../identity/key-set.ts'
import { HttpKeySets } from './http-key-sets.ts'

const pem = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../test/support/tls', name), 'utf8')
const tls = { cert: pem('cert.pem'), key: pem('key.pem') }
const thumbprintOf = (cert: string) =>
  new X509Certificate(cert).fingerprint.replaceAll(':', '').toLowerCase()
const thumbprint = thumbprintOf(tls.cert)
const otherThumbprint = '00'.repeat(20)

let plain: OidcIssuer
let secure: OidcIssuer
let nowMs = 0
const clock = { now: () => nowMs }

beforeAll(async () => {
  plain = await startOidcIssuer()
  secure = await startOidcIssuer(tls, 'localhost')
})
afterEach(() => {
  plain.answerWith(undefined)
  secure.answerWith(undefined)
})
afterAll(() => Promise.all([plain.close(), secure.close()]))

const at = ({ url }: OidcIssuer, ...thumbprints: string[]) => ({ url, thumbprints })

test('reads the keys that an issuer publishes', async () => {
  const { keys, verifiedBy } = await new HttpKeySets(clock).keySetOf(at(plain))
  expect(keys.map(({ kid }) => kid)).toContain('first-ES256')
  expect(verifiedBy).toBeUndefined()
})

test('believes a server that the trust store knows', async () => {
  const { verifiedBy } = await new HttpKeySets(clock, tls.cert).keySetOf(at(secure))
  expect(verifiedBy).toBe('IAMTrustStore')
})

test('believes a server whose certificate has the thumbprint of the provider', async () => {
  const keySets = new HttpKeySets(clock)
  const { verifiedBy } = await keySets.keySetOf(at(secure, otherThumbprint, thumbprint))
  expect(verifiedBy).toBe('Thumbprint')
})

test('asks nothing of a server that nobody vouches for', async () => {
  const before = secure.requests()
  const keySets = new HttpKeySets(clock)
  await expect(keySets.keySetOf(at(secure, otherThumbprint))).rejects.toMatchObject({
    reason: 'untrusted',
  })
  expect(secure.requests()).toBe(before)
})

test('a thumbprint does not vouch for another host name', async () => {
  const misnamed = await startOidcIssuer(tls, '127.0.0.2')
  onTestFinished(() => misnamed.close())
  await expect(new HttpKeySets(clock).keySetOf(at(misnamed, thumbprint))).rejects.toMatchObject({
    reason: 'unreachable',
  })
  expect(misnamed.requests()).toBe(0)
})

test('an authority named by its thumbprint must have signed, not only be shown', async () => {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const root = certificate({
    subject: 'root',
    issuer: 'root',
    publicKey: authority.publicKey,
    signedWith: authority.privateKey,
    isAuthority: true,
  })
  const keysOfServerSignedWith = async (signedWith: typeof server.privateKey) => {
    const issued = { subject: 'server', issuer: 'root', publicKey: server.publicKey, signedWith }
    const cert = certificate({ ...issued, hosts: ['localhost'] }) + root
    const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const issuer = await startOidcIssuer({ cert, key }, 'localhost')
    onTestFinished(() => issuer.close())
    return new HttpKeySets(clock).keySetOf(at(issuer, thumbprintOf(root)))
  }
  const { verifiedBy } = await keysOfServerSignedWith(authority.privateKey)
  expect(verifiedBy).toBe('Thumbprint')
  await expect(keysOfServerSignedWith(server.privateKey)).rejects.toBeInstanceOf(KeySetError)
})

test('keeps keys for five minutes, and asks twice in between when one is missing', async () => {
  nowMs = 0
  const keySets = new HttpKeySets(clock)
  const issuer = at(plain)
  const asked = async (isRotated?: boolean) => {
    const before = plain.requests()
    await keySets.keySetOf(issuer, isRotated)
    return plain.requests() - before
  }
  expect(await asked()).toBe(2)
  expect(await asked()).toBe(0)
  expect(await asked(true)).toBe(0)
  nowMs = 30_000
  expect(await asked()).toBe(0)
  expect(await asked(true)).toBe(2)
  nowMs = 30_000 + 5 * 60_000
  expect(await asked()).toBe(2)
})

test('calls under way together ask once', async () => {
  const keySets = new HttpKeySets(clock)
  const before = plain.requests()
  await Promise.all([1, 2, 3].map(() => keySets.keySetOf(at(plain))))
  expect(plain.requests() - before).toBe(2)
})

test('leaves an issuer that failed in peace for a moment', async () => {
  nowMs = 0
  const keySets = new HttpKeySets(clock)
  plain.answerWith((_request, response) => response.writeHead(503).end())
  const before = plain.requests()
  for (const _ of [1, 2, 3])
    await expect(keySets.keySetOf(at(plain))).rejects.toMatchObject({ reason: 'unreachable' })
  expect(plain.requests() - before).toBe(1)
  plain.answerWith(undefined)
  nowMs = 5_000
  await expect(keySets.keySetOf(at(plain))).resolves.toHaveProperty('keys')
})

test.each([
  ['is a redirect', (url: string) => [302, '', { location: `${url}/keys` }] as const],
  ['is missing', () => [404, ''] as const],
  ['is not JSON', () => [200, '<html>'] as const],
  ['is null', () => [200, 'null'] as const],
  ['names another issuer', () => [200, '{"issuer":"https://other.example.com"}'] as const],
  ['names no keys', (url: string) => [200, JSON.stringify({ issuer: url })] as const],
  [
    'names keys that are read without TLS from elsewhere',
    (url: string) =>
      [200, JSON.stringify({ issuer: url, jwks_uri: 'http://192.0.2.1/keys' })] as const,
  ],
  [
    'names keys that are a file',
    (url: string) =>
      [200, JSON.stringify({ issuer: url, jwks_uri: 'file:///etc/passwd' })] as const,
  ],
  ['is endless', () => [200, ' '.repeat(1024 * 1024 + 1)] as const],
])('a discovery document that %s gives no keys', async (_case, answer) => {
  plain.answerWith((_request, response) => {
    const [status, body, headers] = answer(plain.url)
    response.writeHead(status, headers).end(body)
  })
  await expect(new HttpKeySets(clock).keySetOf(at(plain))).rejects.toMatchObject({
    reason: 'unusable',
  })
})

test('a server that is not there is unreachable', async () => {
  const gone = await startOidcIssuer()
  await gone.close()
  await expect(new HttpKeySets(clock).keySetOf(at(gone))).rejects.toMatchObject({
    reason: 'unreachable',
  })
})
