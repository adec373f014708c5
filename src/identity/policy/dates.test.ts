import { afterEach, expect, test, vi } from 'vitest'
import { dateOf } from './dates.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test.each([
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['2026-11', '2026-11-01T00:00:00.000Z'],
  ['2026-11-25', '2026-11-25T00:00:00.000Z'],
  ['2026-11-25T12:30Z', '2026-11-25T12:30:00.000Z'],
  ['2026-11-25T12:30:15', '2026-11-25T12:30:15.000Z'],
  ['2026-11-25T12:30:15.25Z', '2026-11-25T12:30:15.250Z'],
  ['2026-11-25T12:30:15-08:00', '2026-11-25T20:30:15.000Z'],
  ['1795608000', '2026-11-25T12:00:00.000Z'],
  ['1795608000.5', '2026-11-25T12:00:00.500Z'],
])('%s is %s, whatever the time zone of the machine', (text, expected) => {
  vi.stubEnv('TZ', 'America/New_York')
  expect(new Date(dateOf(text)).toISOString()).toBe(expected)
})

test.each(['', 'yesterday', '2026-13-01', '2026-11-25 12:30', 'T12:00Z', '25.11.2026', '1e9'])(
  '%j is no date',
  (text) => {
    expect(dateOf(text)).toBeNaN()
  },
)
