import type { Subscription as SubscriptionDescription } from '@aws-sdk/client-sns'
import type { StandingPolicy } from '../../identity/policy-set.ts'
import type { ResourceChange, ResourceReader } from '../../ledger/resources.ts'
import { deleteQueued, queueOf } from '../../topics/queued-message.ts'
import { type Subscription, subscriptionOf, subscriptions } from '../../topics/subscription.ts'
import type { Call } from '../operation.ts'
import { invalidParameter, notFound } from './errors.ts'

interface AboutSubscription {
  readonly SubscriptionArn?: string | undefined
}

/** What authorization asks an operation on a subscription: whoever subscribed may, and the owner of the topic. */
export const onSubscription = {
  resourceArn: ({ SubscriptionArn = '' }: AboutSubscription) => topicArnOf(SubscriptionArn),
  standingPolicy: ({ SubscriptionArn = '' }: AboutSubscription, call: Call): StandingPolicy => {
    const owner = subscriptionOf(call.resources, SubscriptionArn)?.accountId
    return {
      kind: 'resource',
      document: undefined,
      accountId:
        owner === call.accountId ? owner : (topicArnOf(SubscriptionArn).split(':')[4] ?? ''),
    }
  },
}

/** The subscription that a call is about. Throws as AWS does. */
export function subscriptionFor(
  { SubscriptionArn = '' }: AboutSubscription,
  call: Call,
): Subscription {
  checkSubscriptionArn(SubscriptionArn)
  const subscription = subscriptionOf(call.resources, SubscriptionArn)
  if (!subscription) throw notFound('Subscription does not exist')
  return subscription
}

export function checkSubscriptionArn(arn: string): void {
  const parts = arn.split(':')
  if (parts.length < 6)
    throw invalidParameter(
      `SubscriptionArn Reason: An ARN must have at least 6 elements, not ${parts.length}`,
    )
  if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+:[0-9a-f-]{36}$/.test(arn))
    throw invalidParameter('SubscriptionArn')
}

/** What is left out when a subscription ends: itself, and what waited for it. */
export function removal(
  resources: ResourceReader,
  { arn }: Subscription,
): readonly ResourceChange[] {
  return [subscriptions.delete(arn), ...queueOf(resources, arn).map(deleteQueued)]
}

/** As the lists answer it. */
export function subscriptionDescription({
  arn,
  accountId,
  protocol,
  endpoint,
  topicArn,
  state,
}: Subscription): SubscriptionDescription {
  return {
    SubscriptionArn: state.kind === 'pending' ? 'PendingConfirmation' : arn,
    Owner: accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }
}

function topicArnOf(subscriptionArn: string): string {
  return subscriptionArn.slice(0, subscriptionArn.lastIndexOf(':'))
}
