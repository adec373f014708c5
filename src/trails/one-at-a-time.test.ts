import { expect, test } from 'vitest'
import { OneAtATime } from './one-at-a-time.ts'

test('one run of a name at a time, and one more for all who asked meanwhile', async () => {
  const inTurn = new OneAtATime()
  const gates = [0, 1].map(() => Promise.withResolvers<void>())
  let runs = 0
  const work = () => gates[runs++]?.promise ?? Promise.resolve()
  const first = inTurn.run('a', work)
  const others = [inTurn.run('a', work), inTurn.run('a', work)]
  expect([runs, inTurn.isRunning('a'), inTurn.isRunning('b')]).toEqual([1, true, false])
  await inTurn.run('b', () => Promise.resolve())
  gates[0]?.resolve()
  await first
  gates[1]?.resolve()
  await Promise.all(others)
  expect([runs, inTurn.isRunning('a')]).toEqual([2, false])
})

test('a run that fails is told to those who asked for it, and stops nobody else', async () => {
  const inTurn = new OneAtATime()
  const failed = inTurn.run('a', () => Promise.reject(new Error('no')))
  const next = inTurn.run('a', () => Promise.resolve())
  await expect(failed).rejects.toThrow('no')
  await expect(next).resolves.toBeUndefined()
})
