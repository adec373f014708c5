import { expect, test } from 'vitest'
import { readRecipeText } from './recipe-text.ts'

const read = (text: string) => readRecipeText(Buffer.from(text))

test('reads JSON, and YAML where it is none', () => {
  expect(read('{"a": [1, "1.0"]}')).toEqual({ a: [1, '1.0'] })
  expect(read('a:\n  - 1\n  - "1.0"\nb: yes\n')).toEqual({ a: [1, '1.0'], b: 'yes' })
})

test.each([
  ['no mapping', 'words'],
  ['two documents', 'a: 1\n---\nb: 2\n'],
  ['a key twice', 'a: 1\na: 2\n'],
  ['an alias of nothing', 'a: *b\n'],
  ['nesting without end', `${'['.repeat(8_000)}`],
  ['deep nesting', `{"a": ${'['.repeat(80)}${']'.repeat(80)}}`],
  [
    'aliases that grow',
    `a: &a [x,x,x,x,x,x,x,x]\n${'bcdefg'
      .split('')
      .map((n, i) => `${n}: &${n} [${Array(8).fill(`*${'abcdef'[i]}`).join(',')}]`)
      .join('\n')}`,
  ],
])('%s is no recipe', (_name, text) => {
  expect(read(text)).toBeUndefined()
})

test('bytes that are no text are no recipe', () => {
  expect(readRecipeText(new Uint8Array([0x61, 0x3a, 0x20, 0xff]))).toBeUndefined()
})
