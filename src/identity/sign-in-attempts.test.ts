import { describe, expect, test } from 'vitest'
import { SignInAttempts } from './sign-in-attempts.ts'

const fromHere = (name: string, sourceIp = '203.0.113.7') => ({ name, sourceIp })

/** Fails as often as is let, and tells how long the last one has to wait. */
function failUntilHeldUp(attempts: SignInAttempts, attempt: ReturnType<typeof fromHere>, at = 0) {
  for (let times = 0; ; times++) {
    const early = attempts.begin(attempt, at)
    if (early) return { times, waitMs: early.waitMs }
  }
}

describe('attempts to sign in', () => {
  test('are free five times for a name, then wait twice as long each time, a minute at most', () => {
    const attempts = new SignInAttempts(100)
    const alice = fromHere('alice')
    expect(failUntilHeldUp(attempts, alice)).toEqual({ times: 5, waitMs: 1000 })
    const waits: number[] = []
    let at = 0
    for (let i = 0; i < 9; i++) {
      const waitMs = attempts.begin(alice, at)?.waitMs ?? 0
      waits.push(waitMs)
      expect(attempts.begin(alice, at + waitMs - 1)?.waitMs).toBe(1)
      at += waitMs
      expect(attempts.begin(alice, at)).toBeUndefined()
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000))
  })

  test('are free twenty times for an address, whatever names it tries', () => {
    const attempts = new SignInAttempts(100)
    for (let i = 0; i < 20; i++) expect(attempts.begin(fromHere(`u${i}`), 0)).toBeUndefined()
    expect(attempts.begin(fromHere('another'), 0)).toEqual({ waitMs: 1000 })
    expect(attempts.begin(fromHere('another', '203.0.113.8'), 0)).toBeUndefined()
  })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::1', '::2', true],
    ['fe80::1', 'fe80:0:0:0:1::', true],
    ['10.0.0.1', '10.0.0.2', false],
  ])('of %s and %s count together: %s', (first, second, isSame) => {
    const attempts = new SignInAttempts(100)
    for (let i = 0; i < 20; i++) attempts.begin(fromHere(`u${i}`, first), 0)
    expect(attempts.begin(fromHere('x', second), 0) !== undefined).toBe(isSame)
  })

  test('that succeed leave no trace', () => {
    const attempts = new SignInAttempts(100)
    for (let i = 0; i < 100; i++) {
      expect(attempts.begin(fromHere('alice'), 0)).toBeUndefined()
      attempts.succeeded(fromHere('alice'))
    }
  })

  test('that are taken back do not count, and let no others be forgotten', () => {
    const attempts = new SignInAttempts(100)
    const alice = fromHere('alice')
    for (let i = 0; i < 5; i++) {
      expect(attempts.begin(alice, 0)).toBeUndefined()
      attempts.takenBack(alice)
      expect(attempts.begin(alice, 0)).toBeUndefined()
    }
    expect(attempts.begin(alice, 0)).toEqual({ waitMs: 1000 })
  })

  test('that succeed do not free an address that guesses at others', () => {
    const attempts = new SignInAttempts(100)
    for (let i = 0; i < 20; i++) {
      attempts.begin(fromHere(`victim${i}`), 0)
      if (attempts.begin(fromHere('mine'), 0)) break
      attempts.succeeded(fromHere('mine'))
    }
    expect(attempts.begin(fromHere('victim20'), 0)).toBeDefined()
  })

  test('are forgotten after a quarter of an hour without one', () => {
    const attempts = new SignInAttempts(100)
    failUntilHeldUp(attempts, fromHere('alice'))
    expect(failUntilHeldUp(attempts, fromHere('alice'), 15 * 60_000).times).toBe(5)
  })

  test('are remembered of so many names and addresses at most', () => {
    const attempts = new SignInAttempts(3)
    failUntilHeldUp(attempts, fromHere('alice', '203.0.113.1'))
    attempts.begin(fromHere('bob', '203.0.113.2'), 0)
    expect(attempts.begin(fromHere('alice', '203.0.113.9'), 0)).toBeUndefined()
  })
})
