import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SealingKey } from './seal.ts'
import type { Session } from './session.ts'
import { OpenedSessions, openSession, sealSession } from './session-token.ts'

const keyOfByte = (byte: number) => createSecretKey(Buffer.alloc(32, byte))
const key: SealingKey = { id: 7, key: keyOfByte(1) }
const ring = (id: number) => (id === key.id ? key.key : undefined)
const nonce = Buffer.alloc(12, 9)
const session: Session = {
  accessKeyId: 'ASIAY34FZKBOKMUTVV7A',
  secretAccessKey: 'secret',
  subject: { kind: 'user', accountId: '609629065308', userId: 'AIDACKCEVSQ6C2EXAMPLE' },
  issuedMs: 1,
  expiresMs: 2,
  tags: [{ Key: 'Team', Value: 'Blau ü' }],
  transitiveTagKeys: ['Team'],
}
const token = sealSession(session, key, nonce)

test('a token starts as AWS’s do, and opens to the session it was made of', () => {
  expect(token).toMatch(/^IQoJb3JpZ2luX2Vj[A-Za-z0-9+/]+=*$/)
  expect(token).not.toContain(Buffer.from('secret').toString('base64').slice(0, 6))
  expect(openSession(token, ring)).toEqual(session)
})

test('no token with any byte changed, cut or added opens', () => {
  const bytes = Buffer.from(token, 'base64')
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ flip
      expect(openSession(changed.toString('base64'), ring)).toBeUndefined()
      expect(openSession(bytes.subarray(0, at).toString('base64'), ring)).toBeUndefined()
    }),
    { numRuns: 2_000 },
  )
  expect(openSession(`${token}AAAA`, ring)).toBeUndefined()
})

test('whatever is not a token is none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(openSession(text, ring)).toBeUndefined()
      expect(openSession(`IQoJb3JpZ2luX2Vj${text}`, ring)).toBeUndefined()
    }),
  )
})

test('a key that the ring does not have, or another one of the same id, opens nothing', () => {
  expect(openSession(token, () => undefined)).toBeUndefined()
  expect(openSession(token, () => keyOfByte(2))).toBeUndefined()
})

test('a session opened once is found again by the very same token only', () => {
  const sessions = new OpenedSessions()
  const opened = sessions.open(token, ring)
  expect(sessions.open(token, () => undefined)).toBe(opened)
  expect(sessions.open(`${token} `, ring)).toBeUndefined()
})
