import { expect, test } from 'vitest'
import { TokensInProgress } from './client-tokens.ts'

test('a token is in progress until its decision is taken, whatever comes of it', async () => {
  const tokens = new TokensInProgress()
  const started = Promise.withResolvers<(call: string) => string>()
  const first = tokens.claim('a', () => started.promise)
  await expect(tokens.claim('a', () => started.promise)).rejects.toMatchObject({
    code: 'RequestAlreadyInProgressException',
    httpStatus: 400,
  })
  started.resolve((call) => `decided ${call}`)
  const decide = await first
  await expect(tokens.claim('a', () => started.promise)).rejects.toThrow('in progress')
  expect(decide('one')).toBe('decided one')

  await expect(
    tokens.claim('a', () => Promise.reject<() => string>(new Error('no luck'))),
  ).rejects.toThrow('luck')
  const failing = await tokens.claim('a', () =>
    Promise.resolve((): string => {
      throw new Error('decided against')
    }),
  )
  expect(failing).toThrow('against')
  await expect(tokens.claim('a', () => started.promise)).resolves.toBeTypeOf('function')
})
