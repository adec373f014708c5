import type { UnsubscribeInput } from '@aws-sdk/client-sns'
import { subscriptionOf } from '../../../topics/subscription.ts'
import type { Command } from '../../operation.ts'
import { checkSubscriptionArn, onSubscription, removal } from '../subscriptions.ts'

/** Ending what has ended is harmless. */
export const unsubscribe: Command<UnsubscribeInput, void> = {
  kind: 'command',
  ...onSubscription,
  run({ SubscriptionArn = '' }, { resources }) {
    checkSubscriptionArn(SubscriptionArn)
    const subscription = subscriptionOf(resources, SubscriptionArn)
    return { output: undefined, changes: subscription ? removal(resources, subscription) : [] }
  },
}
