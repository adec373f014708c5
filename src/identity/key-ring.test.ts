import { expect, test } from 'vitest'
import { Resources } from '../ledger/resources.ts'
import { currentKey, ringKeyOf } from './key-ring.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const random = { uuid: () => '', bytes: (count: number) => new Uint8Array(count).fill(fill++) }
let fill = 1

/** The ids of the keys that seal at these days, with what each of them commits. */
function rotated(days: readonly number[]) {
  const resources = new Resources()
  const ids = days.map((day) => {
    const { key, changes } = currentKey(resources, day * DAY_MS, random)
    resources.apply(changes)
    return key.id
  })
  return { ids, opens: (id: number) => ringKeyOf(resources, id) !== undefined }
}

test('the first key is made on the way, and seals for thirty days', () => {
  expect(rotated([0, 1, 29, 30, 59]).ids).toEqual([0, 0, 0, 1, 1])
})

test('a key that seals no more opens as long as the longest session, and then is gone', () => {
  const justReplaced = rotated([0, 30])
  expect([justReplaced.opens(0), justReplaced.opens(1)]).toEqual([true, true])
  const later = rotated([0, 30, 60])
  expect([later.opens(0), later.opens(1), later.opens(2)]).toEqual([false, true, true])
})

test('no id is in the ring twice, however long it turns', () => {
  const { ids, opens } = rotated(Array.from({ length: 600 }, (_, n) => n * 30))
  expect(ids.slice(254, 258)).toEqual([254, 255, 0, 1])
  expect(opens(ids.at(-1) ?? -1)).toBe(true)
})
