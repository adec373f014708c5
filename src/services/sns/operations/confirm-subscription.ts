import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns'
import { confirmed, putSubscription, subscriptionOfToken } from '../../../topics/subscription.ts'
import type { Command } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { onTopic, topicFor } from '../topics.ts'

/** Signed; whoever follows the link in the message instead is answered without being asked who they are. */
export const confirmSubscription: Command<ConfirmSubscriptionInput, ConfirmSubscriptionResponse> = {
  kind: 'command',
  ...onTopic,
  run(input, call) {
    const { arn } = topicFor(input, call)
    const { Token = '', AuthenticateOnUnsubscribe } = input
    const subscription = subscriptionOfToken(call.resources, arn, Token, call.nowMs)
    if (!subscription) throw invalidParameter('Token')
    const how = {
      wasAuthenticated: true,
      authenticatesUnsubscribe: AuthenticateOnUnsubscribe === 'true',
    }
    return {
      output: { SubscriptionArn: subscription.arn },
      changes:
        subscription.state.kind === 'pending'
          ? [putSubscription(confirmed(subscription, how))]
          : [],
    }
  },
}
