import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageInReading, pageInTextOrder, pageOf } from './paging.ts'

const question = ['everything']

/** All pages, one after the other, until there is no token. */
function pages(cut: (token: string | undefined) => ReturnType<typeof pageOf<string>>): string[][] {
  const found: string[][] = []
  let token: string | undefined
  do {
    const page = cut(token)
    if (!page) throw new Error('the token did not open')
    found.push([...page.items])
    token = page.nextToken
  } while (token !== undefined)
  return found
}

const names = fc.uniqueArray(fc.string({ maxLength: 6 }))
const size = fc.integer({ min: 1, max: 7 })

test('pages give everything once, in order, however the items come', () => {
  fc.assert(
    fc.property(names, size, (items, pageSize) => {
      const asked = { question, size: pageSize }
      const sorted = items.toSorted()
      const expected = Array.from(
        { length: Math.max(1, Math.ceil(items.length / pageSize)) },
        (_, i) => sorted.slice(i * pageSize, (i + 1) * pageSize),
      )
      const textOf = (item: string) => item
      expect(pages((token) => pageInTextOrder(items, { ...asked, token, textOf }))).toEqual(
        expected,
      )
      const readBehind = (place: string | undefined) =>
        sorted.filter((item) => place === undefined || item > place)
      expect(pages((token) => pageInReading({ ...asked, token, textOf, readBehind }))).toEqual(
        expected,
      )
      const order = { placeOf: textOf, isBehind: (item: string, place: string) => item > place }
      expect(pages((token) => pageOf(sorted, { ...asked, token, ...order }))).toEqual(expected)
    }),
  )
})

test('what is not listed takes no place on a page', () => {
  const readBehind = (place = '') => ['a', 'b', 'c', 'd', 'e'].filter((item) => item > place)
  const paging = { question, size: 2, textOf: (item: string) => item, readBehind }
  const isListed = (item: string) => item !== 'b' && item !== 'd'
  expect(pages((token) => pageInReading({ ...paging, token, isListed }))).toEqual([
    ['a', 'c'],
    ['e'],
  ])
})

test('what goes between two pages takes nothing of the next with it', () => {
  const textOf = (item: string) => item
  const first = pageInTextOrder(['b', 'a', 'd', 'c'], {
    question,
    size: 2,
    token: undefined,
    textOf,
  })
  const token = first?.nextToken
  expect(pageInTextOrder(['a', 'd', 'c'], { question, size: 2, token, textOf })?.items).toEqual([
    'c',
    'd',
  ])
})

test('a token opens for its own question only', () => {
  const textOf = (item: string) => item
  const first = pageInTextOrder(['a', 'b'], { question, size: 1, token: undefined, textOf })
  for (const token of [first?.nextToken, 'x'])
    expect(pageInTextOrder(['a'], { question: ['else'], size: 1, token, textOf })).toBeUndefined()
})
