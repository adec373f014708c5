import { expect, test } from 'vitest'
import { PolicyCache } from './policy-cache.ts'

const document = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: action, Resource: '*' },
  })

test('compiles the same text once', () => {
  const cache = new PolicyCache(2)
  expect(cache.compiled(document('s3:*'), 'identity')).toBe(
    cache.compiled(document('s3:*'), 'identity'),
  )
})

test('keeps the documents used last, and no more than it was told', () => {
  const cache = new PolicyCache(2)
  const first = cache.compiled(document('s3:*'), 'identity')
  const second = cache.compiled(document('sns:*'), 'identity')
  cache.compiled(document('s3:*'), 'identity')
  cache.compiled(document('iam:*'), 'identity')
  expect(cache.compiled(document('s3:*'), 'identity')).toBe(first)
  expect(cache.compiled(document('sns:*'), 'identity')).not.toBe(second)
})

test('keeps the kinds of one text apart', () => {
  const cache = new PolicyCache(2)
  cache.compiled(document('s3:*'), 'identity')
  expect(() => cache.compiled(document('s3:*'), 'resource')).toThrow(
    'Missing required field Principal',
  )
})
