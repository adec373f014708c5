import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareKeys, endOfPrefix } from './keys.ts'

const text = fc.string({ unit: 'binary', maxLength: 6 })

test('keys compare as their UTF-8 bytes do', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const inBytes = Buffer.compare(Buffer.from(a), Buffer.from(b))
      expect(Math.sign(compareKeys(a, b))).toBe(inBytes)
    }),
  )
})

test('the end of a prefix is behind what starts with it, and before what follows', () => {
  fc.assert(
    fc.property(text, fc.string({ maxLength: 6 }), (prefix, rest) => {
      expect(compareKeys(`${prefix}${rest}`, endOfPrefix(prefix))).toBeLessThan(0)
      expect(compareKeys(endOfPrefix(`${prefix}a`), `${prefix}b`)).toBeLessThan(0)
    }),
  )
})
