import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Random } from '../base/random.ts'
import {
  defaultRetryPolicy,
  effectiveRetryPolicy,
  InvalidDeliveryPolicy,
  type RetryPolicy,
  retryDelayMs,
} from './delivery-policy.ts'

/** Bytes whose jitter is none. */
const middle: Random = { uuid: () => '', bytes: () => new Uint8Array([127.5]) }
const dice = (byte: number): Random => ({ uuid: () => '', bytes: () => new Uint8Array([byte]) })
const seconds = (policy: RetryPolicy) =>
  Array.from({ length: policy.numRetries + 1 }, (_, i) => {
    const ms = retryDelayMs(policy, i + 1, middle)
    return ms === undefined ? undefined : Math.round(ms / 1000)
  })

test('by default a message is tried four times, twenty seconds apart', () => {
  expect(seconds(effectiveRetryPolicy(undefined, undefined))).toEqual([20, 20, 20, undefined])
})

test('phases follow one another: at once, soon, later and later, late', () => {
  const policy = {
    ...defaultRetryPolicy,
    minDelayTarget: 1,
    maxDelayTarget: 60,
    numRetries: 9,
    numNoDelayRetries: 2,
    numMinDelayRetries: 1,
    numMaxDelayRetries: 2,
    backoffFunction: 'exponential' as const,
  }
  expect(seconds(policy)).toEqual([0, 0, 1, 2, 4, 8, 16, 60, 60, undefined])
})

test('a subscription’s policy holds before its topic’s, unless that forbids it', () => {
  const topic = (isFixed: boolean) =>
    JSON.stringify({
      http: { defaultHealthyRetryPolicy: { numRetries: 7 }, disableSubscriptionOverrides: isFixed },
    })
  const own = JSON.stringify({ healthyRetryPolicy: { numRetries: 1 } })
  expect(effectiveRetryPolicy(topic(false), own).numRetries).toBe(1)
  expect(effectiveRetryPolicy(topic(true), own).numRetries).toBe(7)
  expect(effectiveRetryPolicy(topic(false), undefined).numRetries).toBe(7)
})

test.each([
  ['no JSON', 'failed to parse JSON.'],
  ['{"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}}', 'numRetries must be'],
  ['{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":30}}}', 'minDelayTarget must be'],
  ['{"http":{"defaultHealthyRetryPolicy":{"numNoDelayRetries":4}}}', 'numRetries is less'],
  ['{"http":{"defaultHealthyRetryPolicy":{"backoffFunction":"never"}}}', 'Unexpected backoff'],
])('%s is no policy: %s', (document, message) => {
  const read = () => effectiveRetryPolicy(document, undefined)
  expect(read).toThrow(InvalidDeliveryPolicy)
  expect(read).toThrow(message)
})

test('every delay of every policy is near its bounds, and every message is given up some time', () => {
  const policies = fc.record({
    min: fc.integer({ min: 1, max: 3600 }),
    more: fc.integer({ min: 0, max: 3600 }),
    counts: fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20)),
    backoffFunction: fc.constantFrom(
      ...(['linear', 'arithmetic', 'geometric', 'exponential'] as const),
    ),
    byte: fc.nat(255),
  })
  fc.assert(
    fc.property(policies, ({ min, more, counts, backoffFunction, byte }) => {
      const [none, soon, backoff, late] = counts
      const numRetries = none + soon + backoff + late
      const policy = {
        minDelayTarget: min,
        maxDelayTarget: Math.min(3600, min + more),
        numRetries,
        numNoDelayRetries: none,
        numMinDelayRetries: soon,
        numMaxDelayRetries: late,
        backoffFunction,
      }
      for (let failures = 1; failures <= numRetries; failures++) {
        const ms = retryDelayMs(policy, failures, dice(byte)) ?? NaN
        const { minDelayTarget, maxDelayTarget } = policy
        const [least, most] = failures <= none ? [0, 0] : [minDelayTarget, maxDelayTarget]
        expect(ms).toBeGreaterThanOrEqual(least * 799)
        expect(ms).toBeLessThanOrEqual(most * 1201)
      }
      expect(retryDelayMs(policy, numRetries + 1, dice(byte))).toBeUndefined()
    }),
  )
})
