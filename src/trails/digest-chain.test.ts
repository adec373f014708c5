import { expect, test } from 'vitest'
import { firstStartMs, lastEndMs, nextEndMs } from './digest-chain.ts'

const HOUR_MS = 3_600_000

test('a digest is due when its hour is over', () => {
  expect(nextEndMs(5_000, HOUR_MS, HOUR_MS + 4_999)).toBeUndefined()
  expect(nextEndMs(5_000, HOUR_MS, HOUR_MS + 5_000)).toBe(HOUR_MS + 5_000)
})

test('up to a day is made up for hour by hour, and what was before in one', () => {
  expect(nextEndMs(0, HOUR_MS, 24.5 * HOUR_MS)).toBe(HOUR_MS)
  expect(nextEndMs(0, HOUR_MS, 25.5 * HOUR_MS)).toBe(HOUR_MS)
  expect(nextEndMs(0, HOUR_MS, 100.5 * HOUR_MS)).toBe(76 * HOUR_MS)
})

test('all chains of a trail end their digests at the same moments', () => {
  expect(firstStartMs(5_000, HOUR_MS, 5_000)).toBe(5_000)
  expect(firstStartMs(5_000, HOUR_MS, 2.5 * HOUR_MS)).toBe(2 * HOUR_MS + 5_000)
  expect(firstStartMs(5_000, HOUR_MS, 0)).toBe(5_000)
})

test('a last digest ends in a second of its own', () => {
  expect(lastEndMs(5_000, 9_999)).toBe(9_000)
  expect(lastEndMs(5_000, 5_500)).toBe(6_000)
  expect(lastEndMs(5_000, 0)).toBe(6_000)
})
