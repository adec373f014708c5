import type { Random } from '../base/random.ts'

/**
 * How often and how late a message is tried again:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export interface RetryPolicy {
  /** Seconds. */
  readonly minDelayTarget: number
  readonly maxDelayTarget: number
  readonly numRetries: number
  readonly numMaxDelayRetries: number
  readonly numNoDelayRetries: number
  readonly numMinDelayRetries: number
  readonly backoffFunction: 'linear' | 'arithmetic' | 'geometric' | 'exponential'
}

export const defaultRetryPolicy: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
}

/** A delivery policy that SNS would not take. The message says why. */
export class InvalidDeliveryPolicy extends Error {}

const RETRIES_MAX = 100
const DELAY_SECONDS_MAX = 3600
const backoffFunctions: readonly unknown[] = ['linear', 'arithmetic', 'geometric', 'exponential']

/** What holds for a subscription: its own policy, unless the topic's forbids that, else the topic's, else SNS's. */
export function effectiveRetryPolicy(
  topicPolicy: string | undefined,
  subscriptionPolicy: string | undefined,
): RetryPolicy {
  const { policy, isFixed } = topicRetryPolicy(topicPolicy)
  return subscriptionPolicy === undefined || isFixed
    ? policy
    : subscriptionRetryPolicy(subscriptionPolicy, policy)
}

/** Throws {@link InvalidDeliveryPolicy}. */
export function topicRetryPolicy(document: string | undefined): {
  readonly policy: RetryPolicy
  readonly isFixed: boolean
} {
  const http = document === undefined ? {} : memberOf(objectOf(document), 'http')
  return {
    policy: retryPolicy(memberOf(http, 'defaultHealthyRetryPolicy'), defaultRetryPolicy),
    isFixed: http['disableSubscriptionOverrides'] === true,
  }
}

/** Throws {@link InvalidDeliveryPolicy}. */
export function subscriptionRetryPolicy(document: string, inherited: RetryPolicy): RetryPolicy {
  return retryPolicy(memberOf(objectOf(document), 'healthyRetryPolicy'), inherited)
}

/** How long after a failure to try again; undefined when the message is given up. */
export function retryDelayMs(
  policy: RetryPolicy,
  failures: number,
  random: Random,
): number | undefined {
  if (failures > policy.numRetries) return undefined
  const [byte = 0] = random.bytes(1)
  // Never all at the same moment.
  return Math.round(delaySeconds(policy, failures) * 1000 * (0.8 + (byte / 255) * 0.4))
}

function delaySeconds(policy: RetryPolicy, retry: number): number {
  const { minDelayTarget: min, maxDelayTarget: max, numRetries } = policy
  const { numNoDelayRetries: none, numMinDelayRetries, numMaxDelayRetries } = policy
  if (retry <= none) return 0
  if (retry <= none + numMinDelayRetries) return min
  if (retry > numRetries - numMaxDelayRetries) return max
  const steps = numRetries - none - numMinDelayRetries - numMaxDelayRetries
  const part = (retry - none - numMinDelayRetries) / steps
  switch (policy.backoffFunction) {
    case 'linear':
      return min + (max - min) * part
    case 'arithmetic':
      return min + (max - min) * part ** 2
    case 'geometric':
      return min * (max / min) ** part
    case 'exponential':
      return Math.min(max, min * 2 ** (retry - none - numMinDelayRetries))
  }
}

function retryPolicy(given: Readonly<Record<string, unknown>>, inherited: RetryPolicy) {
  const number = (name: Exclude<keyof RetryPolicy, 'backoffFunction'>, least: number) => {
    const value = given[name] ?? inherited[name]
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
      throw new InvalidDeliveryPolicy(
        `${name} must be an integer greater than or equal to ${least}`,
      )
    return value
  }
  const policy = {
    minDelayTarget: number('minDelayTarget', 1),
    maxDelayTarget: number('maxDelayTarget', 1),
    numRetries: number('numRetries', 0),
    numMaxDelayRetries: number('numMaxDelayRetries', 0),
    numNoDelayRetries: number('numNoDelayRetries', 0),
    numMinDelayRetries: number('numMinDelayRetries', 0),
    backoffFunction: given['backoffFunction'] ?? inherited.backoffFunction,
  }
  const { numRetries, numMaxDelayRetries, numNoDelayRetries, numMinDelayRetries } = policy
  if (policy.maxDelayTarget < policy.minDelayTarget)
    throw new InvalidDeliveryPolicy('minDelayTarget must be less than or equal to maxDelayTarget')
  if (policy.maxDelayTarget > DELAY_SECONDS_MAX)
    throw new InvalidDeliveryPolicy(`maxDelayTarget must be at most ${DELAY_SECONDS_MAX}`)
  if (numRetries > RETRIES_MAX)
    throw new InvalidDeliveryPolicy(`numRetries must be less than or equal to ${RETRIES_MAX}`)
  if (numMaxDelayRetries + numNoDelayRetries + numMinDelayRetries > numRetries)
    throw new InvalidDeliveryPolicy('numRetries is less than the sum of the retries of its phases')
  if (!backoffFunctions.includes(policy.backoffFunction))
    throw new InvalidDeliveryPolicy('Unexpected backoffFunction')
  return policy as RetryPolicy
}

function objectOf(document: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(document)
    if (isObject(value)) return value
  } catch {
    // The document is the caller's, and told to be wrong below.
  }
  throw new InvalidDeliveryPolicy('failed to parse JSON.')
}

function memberOf(object: Readonly<Record<string, unknown>>, name: string) {
  const value = object[name] ?? {}
  if (!isObject(value)) throw new InvalidDeliveryPolicy(`${name} must be an object`)
  return value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
