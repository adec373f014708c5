import { hash } from 'node:crypto'
import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import { placeKey } from './topic.ts'

/** How long an endpoint has to confirm: https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const CONFIRMATION_MS = 2 * 24 * 60 * 60 * 1000

/** A subscription as we keep it. Its messages wait in a queue of their own. */
export interface Subscription {
  readonly arn: string
  readonly topicArn: string
  /** The account that subscribed. */
  readonly accountId: string
  /** Who in it did: `SubscriptionPrincipal`. */
  readonly principalArn: string
  readonly protocol: 'http' | 'https'
  readonly endpoint: string
  /** Those that were given or set: `RawMessageDelivery`, `DeliveryPolicy`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly state: SubscriptionState
}

export type SubscriptionState =
  /** The hash of the token: the token itself is only in the message that brings it. */
  | { readonly kind: 'pending'; readonly tokenHash: string; readonly sinceMs: number }
  | {
      readonly kind: 'confirmed'
      /** Confirming again with the same token is harmless. */
      readonly tokenHash?: string
      readonly wasAuthenticated: boolean
      readonly authenticatesUnsubscribe: boolean
    }

export const subscriptions = collection<Subscription>('topics/subscription')

export const subscriptionsOfTopic: Index<Subscription> = {
  of: subscriptions,
  keyOf: ({ topicArn }) => topicArn,
}

export const subscriptionsOfPlace: Index<Subscription> = {
  of: subscriptions,
  keyOf: ({ accountId, topicArn }) => placeKey(accountId, topicArn.split(':')[3] ?? ''),
}

export function subscriptionOf(resources: ResourceReader, arn: string): Subscription | undefined {
  return resources.get(subscriptions, arn)
}

export function putSubscription(subscription: Subscription) {
  return subscriptions.put(subscription.arn, subscription)
}

export function tokenHashOf(token: string): string {
  return hash('sha256', token, 'hex')
}

/** The one that a token of a topic belongs to, unless it has waited too long. */
export function subscriptionOfToken(
  resources: ResourceReader,
  topicArn: string,
  token: string,
  nowMs: number,
): Subscription | undefined {
  const tokenHash = tokenHashOf(token)
  return resources
    .find(subscriptionsOfTopic, topicArn)
    .find(({ state }) => state.tokenHash === tokenHash && !isExpired(state, nowMs))
}

export function isExpired(state: SubscriptionState, nowMs: number): boolean {
  return state.kind === 'pending' && nowMs >= state.sinceMs + CONFIRMATION_MS
}

export function confirmed(
  subscription: Subscription,
  how: { readonly wasAuthenticated: boolean; readonly authenticatesUnsubscribe: boolean },
): Subscription {
  const { tokenHash } = subscription.state
  return {
    ...subscription,
    state: { kind: 'confirmed', ...(tokenHash === undefined ? {} : { tokenHash }), ...how },
  }
}
