import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from './platform-pattern.ts'

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '[a-c]', '\\d', '\\.', '1')
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small' },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?')).map(([a, sign]) => `(?:${a})${sign}`),
  ),
}))
const text = fc.stringMatching(/^[abc1.]{0,8}$/)

test('matches what the language’s own expressions match', () => {
  fc.assert(
    fc.property(pattern, text, (written, given) => {
      const match = compilePattern(written)
      expect(match?.(given)).toBe(match && new RegExp(`^(?:${written})$`, 's').test(given))
    }),
  )
})

test('takes no longer for a pattern that makes others run for hours', () => {
  const match = compilePattern('((a+)+)+b')
  expect(match?.(`${'a'.repeat(1000)}c`)).toBe(false)
  expect(match?.(`${'a'.repeat(1000)}b`)).toBe(true)
})

test.each(['(', ')', '[', '[]', 'a{2}', '*', '\\', '\\b', '[z-a]', '^a', 'a'.repeat(300)])(
  'does not know %j',
  (written) => {
    expect(compilePattern(written)).toBeUndefined()
  },
)

test('whatever is written, it is known or not', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (written, given) => {
      expect(['boolean', 'undefined']).toContain(typeof compilePattern(written)?.(given))
    }),
  )
})
