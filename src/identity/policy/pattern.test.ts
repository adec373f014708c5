import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ANY,
  ANY_BUT_COLON,
  literal,
  matchesPattern,
  ONE,
  type Pattern,
  patternTest,
  wildcards,
} from './pattern.ts'

const [A = 0, B = 0, COLON = 0] = literal('ab:')

const pattern = fc.oneof(
  fc.array(fc.constantFrom(A, B, COLON, ONE, ANY, ANY_BUT_COLON), { maxLength: 9 }),
  fc.array(fc.constantFrom(A, A, B, B, ONE, ANY), { maxLength: 9 }),
)
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'a', 'b', ':'), maxLength: 10 })

/** What a pattern means, by trying everything. */
function means([code, ...rest]: Pattern, value: string): boolean {
  if (code === undefined) return value === ''
  if (code !== ANY && code !== ANY_BUT_COLON) {
    const isFirst = value !== '' && (code === ONE || code === value.charCodeAt(0))
    return isFirst && means(rest, value.slice(1))
  }
  for (let taken = 0; taken <= value.length; taken++) {
    if (code === ANY_BUT_COLON && value.slice(0, taken).includes(':')) return false
    if (means(rest, value.slice(taken))) return true
  }
  return false
}

test('matches what a pattern means', () => {
  fc.assert(
    fc.property(pattern, text, (codes, value) => {
      expect(matchesPattern(codes, value)).toBe(means(codes, value))
      expect(patternTest(codes)(value)).toBe(means(codes, value))
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['ab*bab', 'abab', false],
  ['ab*bab', 'abbab', true],
  ['a*b*a', 'abab', false],
  ['*aab', 'aaab', true],
])('%s matches %s: %s', (written, value, matches) => {
  expect(matchesPattern(wildcards(written), value)).toBe(matches)
})

test('takes no longer for a pattern made to be slow', () => {
  for (const star of [ANY, ANY_BUT_COLON]) {
    const hostile = Array.from({ length: 200 }, () => [star, A]).flat()
    const before = process.cpuUsage()
    expect(matchesPattern([...hostile, B], 'a'.repeat(1000))).toBe(false)
    const { user, system } = process.cpuUsage(before)
    expect(user + system).toBeLessThan(2_000_000)
  }
})
