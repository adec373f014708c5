import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedKey } from './repeated-key.ts'

test.each([
  ['{"a": 1, "a": 2}', 'a'],
  [String.raw`{"a": 1, "\u0061": 2}`, 'a'],
  ['{"a": {"b": 1, "b": 2}}', 'b'],
  ['[{"a": 1}, {"b": [{"c": 1, "c": 2}]}]', 'c'],
  ['{"a": {"a": 1}, "b": {"a": 1}}', undefined],
  ['{"a": ["a", "a"], "b": "a"}', undefined],
  [String.raw`{"a": "\"}, {\"a\": 1", "b": ":"}`, undefined],
])('%s: %s', (json, key) => {
  expect(repeatedKey(json)).toBe(key)
})

test('finds none in what was written from an object', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(repeatedKey(JSON.stringify(value))).toBeUndefined()
    }),
  )
})

test('finds the key that was written twice, wherever it is', () => {
  const around = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value))
  fc.assert(
    fc.property(fc.string(), around, around, around, (key, first, second, beside) => {
      const name = JSON.stringify(key)
      const json = `[${beside}, {${name}: ${first}, ${name}: ${second}}]`
      expect(repeatedKey(json)).toBe(key)
    }),
  )
})
