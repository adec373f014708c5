import { expect, test } from 'vitest'
import { ServiceError } from '../wire/service-error.ts'
import { scopedPaging } from './scoped-paging.ts'

const { pageInTextOrder } = scopedPaging({
  sizeDefault: 2,
  invalidToken: (message) => new ServiceError('InvalidToken', message, 400),
})
const oregon = { accountId: '111122223333', region: 'us-west-2' }
const question = { scope: oregon, question: ['ListThings'], textOf: (name: string) => name }

test('pages are as long as the service makes them, or as the caller asks', () => {
  const names = ['c', 'a', 'd', 'b']
  expect(pageInTextOrder(names, {}, question).items).toEqual(['a', 'b'])
  expect(pageInTextOrder(names, { maxResults: 3 }, question).items).toEqual(['a', 'b', 'c'])
})

test('a token opens for no other account, Region or question', () => {
  const names = ['a', 'b', 'c']
  const { nextToken } = pageInTextOrder(names, {}, question)
  expect(pageInTextOrder(names, { nextToken }, question).items).toEqual(['c'])
  for (const other of [
    { scope: { ...oregon, accountId: '444455556666' } },
    { scope: { ...oregon, region: 'eu-west-1' } },
    { question: ['ListThingGroups'] },
  ])
    expect(() => pageInTextOrder(names, { nextToken }, { ...question, ...other })).toThrow(
      'The nextToken is not valid.',
    )
})
