import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ServiceError } from '../../wire/service-error.ts'
import { rangeOf } from './ranges.ts'

test.each([
  ['bytes=0-0', 10, { first: 0, last: 0 }],
  ['bytes=5-', 10, { first: 5, last: 9 }],
  ['bytes=-3', 10, { first: 7, last: 9 }],
  ['bytes=-30', 10, { first: 0, last: 9 }],
  ['bytes=8-100', 10, { first: 8, last: 9 }],
  ['bytes=5-2', 10, undefined],
  ['bytes=1-2,4-5', 10, undefined],
  ['bytes=-', 10, undefined],
  [undefined, 10, undefined],
])('%s of %i bytes', (header, size, range) => {
  expect(rangeOf(header, size)).toEqual(range)
})

test.each([
  ['bytes=10-', 10],
  ['bytes=-0', 10],
  ['bytes=0-0', 0],
])('%s of %i bytes is not satisfiable', (header, size) => {
  expect(() => rangeOf(header, size)).toThrow('The requested range is not satisfiable')
})

test('a range is within the object, or refused, whatever is asked', () => {
  const end = fc.option(fc.nat({ max: 30 }), { nil: '' as const })
  fc.assert(
    fc.property(end, end, fc.nat({ max: 20 }), (from, to, size) => {
      expect(['within', 'all', 'refused']).toContain(outcomeOf(`bytes=${from}-${to}`, size))
    }),
  )
})

function outcomeOf(header: string, size: number): string {
  try {
    const range = rangeOf(header, size)
    if (!range) return 'all'
    return range.first >= 0 && range.first <= range.last && range.last < size ? 'within' : 'beyond'
  } catch (error) {
    return error instanceof ServiceError ? 'refused' : 'broken'
  }
}
