import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Call } from '../operation.ts'
import { pageOf } from './paging.ts'

const call = { accountId: '123456789012' } as Call

/** Every page to the end; `between` changes what there is after each of them. */
function walk(
  start: readonly string[],
  size: number,
  between = (items: readonly string[]) => items,
) {
  const seen: string[] = []
  let items = start
  let marker: string | undefined
  do {
    const input = { MaxItems: size, ...(marker === undefined ? {} : { Marker: marker }) }
    const page = pageOf(items, (item) => item, input, call)
    seen.push(...page.items)
    marker = page.rest.Marker
    items = between(items)
  } while (marker !== undefined)
  return seen
}

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }))
const sizes = fc.integer({ min: 1, max: 10 })

test('pages hold every item once, in the order of keys', () => {
  fc.assert(
    fc.property(names, sizes, (items, size) => {
      expect(walk(items, size)).toEqual(items.toSorted())
    }),
  )
})

test('what stays is seen once, whatever goes between two pages', () => {
  fc.assert(
    fc.property(names, sizes, (items, size) => {
      const kept = items.filter((_, i) => i % 2 === 0)
      const seen = walk(items, size, () => kept)
      expect(seen.filter((item) => kept.includes(item))).toEqual(kept.toSorted())
      expect(new Set(seen).size).toBe(seen.length)
    }),
  )
})

test('a marker belongs to its account and its question', () => {
  const { rest } = pageOf(['a', 'b'], (item) => item, { MaxItems: 1, PathPrefix: '/' }, call)
  const again = { MaxItems: 1, PathPrefix: '/', Marker: rest.Marker }
  expect(pageOf(['a', 'b'], (item) => item, again, call).items).toEqual(['b'])
  const other = { ...call, accountId: '999999999999' }
  expect(() => pageOf(['a'], (item) => item, again, other)).toThrow('marker')
  expect(() => pageOf(['a'], (item) => item, { ...again, PathPrefix: '/x/' }, call)).toThrow(
    'marker',
  )
})
