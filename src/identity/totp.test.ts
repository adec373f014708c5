import { expect, test } from 'vitest'
import { base32Bytes, base32Text } from './base32.ts'
import { totpCode, totpCounterAt, totpCounterOf } from './totp.ts'

/** https://www.rfc-editor.org/rfc/rfc6238#appendix-B, the rows of SHA-1. */
const vectors: readonly (readonly [number, string])[] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
]

const seed = Buffer.from('12345678901234567890')

test.each(vectors)('at second %i the code is the RFC’s', (second, code) => {
  expect(totpCode(seed, totpCounterAt(second * 1000), 8)).toBe(code)
})

test('a code is good in its step and in the ones beside it, and then no more', () => {
  const nowMs = 1_800_000_059_000
  const counter = totpCounterAt(nowMs)
  const code = totpCode(seed, counter)
  const base32 = base32Text(seed)
  expect(totpCounterOf(base32, code, nowMs, 1)).toBe(counter)
  expect(totpCounterOf(base32, code, nowMs + 30_000, 1)).toBe(counter)
  expect(totpCounterOf(base32, code, nowMs - 30_000, 1)).toBe(counter)
  expect(totpCounterOf(base32, code, nowMs + 60_000, 1)).toBeUndefined()
  expect(totpCounterOf(base32, '000000', nowMs, 1)).toBeUndefined()
})

test('base32 comes back as it went, also in RFC 4648’s vectors', () => {
  expect(base32Text(Buffer.from('foobar'))).toBe('MZXW6YTBOI')
  expect(Buffer.from(base32Bytes('MZXW6YTB')).toString()).toBe('fooba')
  expect(Buffer.from(base32Bytes(base32Text(seed)))).toEqual(seed)
})
