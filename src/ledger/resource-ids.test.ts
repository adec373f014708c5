import { expect, test } from 'vitest'
import { ResourceIds } from './resource-ids.ts'
import { collection } from './resources.ts'

const things = collection<string>('thing')
const others = collection<string>('other')

test('a resource keeps its number until it is deleted, and nobody else gets it', () => {
  const ids = new ResourceIds()
  const changes = [
    things.put('a', '1'),
    others.put('a', '2'),
    things.put('a', '3'),
    things.delete('a'),
    things.put('a', '4'),
  ]
  expect(changes.map((change) => ids.stored(change))).toEqual([
    [1, 'thing', 'a', '"1"'],
    [2, 'other', 'a', '"2"'],
    [1, 'thing', 'a', '"3"'],
    [1, 'thing', 'a'],
    [3, 'thing', 'a', '"4"'],
  ])
})

test('nothing is stored of deleting what is not there', () => {
  expect(new ResourceIds().stored(things.delete('a'))).toBeUndefined()
})

test('goes on behind the numbers of a store', () => {
  const ids = new ResourceIds()
  ids.know([7, 'thing', 'a', '"1"'])
  expect(ids.stored(things.put('b', '1'))?.[0]).toBe(8)
  expect(ids.stored(things.put('a', '2'))?.[0]).toBe(7)
})
