import {
  defaultRetryPolicy,
  effectiveRetryPolicy,
  InvalidDeliveryPolicy,
  subscriptionRetryPolicy,
} from '../../topics/delivery-policy.ts'
import type { Subscription } from '../../topics/subscription.ts'
import { topicOf } from '../../topics/topic.ts'
import type { Call } from '../operation.ts'
import { invalidParameter } from './errors.ts'

/** Throws as AWS does, also for what is not built here: filters and dead-letter queues. */
export function checkSubscriptionAttribute(name: string, value: string, unknown: string): void {
  switch (name) {
    case 'RawMessageDelivery':
      if (value !== 'true' && value !== 'false')
        throw invalidParameter(
          `Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
        )
      return
    case 'DeliveryPolicy':
      checkDeliveryPolicy(value)
      return
    case 'FilterPolicy':
    case 'FilterPolicyScope':
    case 'RedrivePolicy':
      if (value !== '')
        throw invalidParameter(`Attributes Reason: ${name} is not supported by this server`)
      return
    default:
      throw invalidParameter(unknown)
  }
}

function checkDeliveryPolicy(value: string): void {
  try {
    if (value !== '') subscriptionRetryPolicy(value, defaultRetryPolicy)
  } catch (error) {
    if (!(error instanceof InvalidDeliveryPolicy)) throw error
    throw invalidParameter(`DeliveryPolicy: ${error.message}`)
  }
}

/** As GetSubscriptionAttributes answers them. */
export function subscriptionAttributes(
  subscription: Subscription,
  { resources }: Call,
): Record<string, string> {
  const { arn, topicArn, accountId, protocol, endpoint, attributes, state } = subscription
  const healthyRetryPolicy = effectiveRetryPolicy(
    topicOf(resources, topicArn)?.attributes['DeliveryPolicy'],
    attributes['DeliveryPolicy'],
  )
  return {
    SubscriptionArn: arn,
    TopicArn: topicArn,
    Owner: accountId,
    Protocol: protocol,
    Endpoint: endpoint,
    SubscriptionPrincipal: subscription.principalArn,
    PendingConfirmation: String(state.kind === 'pending'),
    ConfirmationWasAuthenticated: String(state.kind === 'confirmed' && state.wasAuthenticated),
    RawMessageDelivery: 'false',
    EffectiveDeliveryPolicy: JSON.stringify({ healthyRetryPolicy }),
    ...attributes,
  }
}
