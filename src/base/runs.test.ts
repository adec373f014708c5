import { expect, test } from 'vitest'
import { Runs } from './runs.ts'

test('runs of one key do not overlap, those of others do', async () => {
  const runs = new Runs()
  const started: string[] = []
  const gate = Promise.withResolvers<void>()
  const work = (name: string) => () => {
    started.push(name)
    return gate.promise
  }
  runs.start('a', work('first of a'))
  runs.start('a', work('second of a'))
  runs.start('b', work('first of b'))
  expect(started).toEqual(['first of a', 'first of b'])
  gate.resolve()
  await runs.settled()
  expect(runs.has('a')).toBe(false)
  runs.start('a', work('third of a'))
  expect(started).toHaveLength(3)
})

test('what a run fails with is told to whoever asks next', async () => {
  const runs = new Runs()
  runs.start('a', () => Promise.reject(new Error('no disk')))
  await expect(runs.settled()).rejects.toThrow('no disk')
  expect(() => runs.throwFailure()).toThrow('no disk')
})
