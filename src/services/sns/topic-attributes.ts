import { withPrincipalArns } from '../../identity/policy-principals.ts'
import { InvalidDeliveryPolicy, topicRetryPolicy } from '../../topics/delivery-policy.ts'
import { subscriptionsOfTopic } from '../../topics/subscription.ts'
import type { Topic } from '../../topics/topic.ts'
import type { Call } from '../operation.ts'
import { invalidParameter } from './errors.ts'
import { checkTopicPolicy, keptTopicPolicy } from './topic-policies.ts'

const DISPLAY_NAME_LENGTH_MAX = 100

/** What can be set, and what is wrong with a value. Throws as AWS does. */
const checks: Readonly<Record<string, (value: string, topicArn: string) => void>> = {
  DeliveryPolicy(value) {
    try {
      if (value !== '') topicRetryPolicy(value)
    } catch (error) {
      if (!(error instanceof InvalidDeliveryPolicy)) throw error
      throw invalidParameter(`DeliveryPolicy: ${error.message}`)
    }
  },
  DisplayName(value) {
    if (value.length > DISPLAY_NAME_LENGTH_MAX || /[\n\r]/.test(value))
      throw invalidParameter('DisplayName')
  },
  KmsMasterKeyId(value) {
    // There is no key management here, so no key exists.
    if (value !== '') throw invalidParameter('KmsMasterKeyId Reason: keys are not supported here')
  },
  Policy: checkTopicPolicy,
  SignatureVersion(value) {
    if (value !== '1' && value !== '2') throw invalidParameter('SignatureVersion')
  },
  TracingConfig(value) {
    if (value !== 'PassThrough') throw invalidParameter('TracingConfig')
  },
}

/** @param unknown the error for an attribute that cannot be set */
export function checkTopicAttribute(
  name: string,
  value: string,
  topicArn: string,
  unknown: string,
): void {
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined
  if (!check) throw invalidParameter(unknown)
  check(value, topicArn)
}

/** What is kept of a value that was checked. Throws as AWS does. */
export function keptValue(name: string, value: string, call: Call): string {
  return name === 'Policy' ? keptTopicPolicy(value, call) : value
}

/** As they are after one was set; an empty text takes one away. */
export function withAttribute(
  attributes: Readonly<Record<string, string>>,
  name: string,
  value: string,
): Readonly<Record<string, string>> {
  const { [name]: _before, ...others } = attributes
  return value === '' ? others : { ...others, [name]: value }
}

/** As GetTopicAttributes answers them. */
export function topicAttributes(topic: Topic, { resources }: Call): Record<string, string> {
  const { policy } = topicRetryPolicy(topic.attributes['DeliveryPolicy'])
  const states = resources.find(subscriptionsOfTopic, topic.arn).map(({ state }) => state.kind)
  const pending = states.filter((kind) => kind === 'pending').length
  return {
    Owner: topic.accountId,
    TopicArn: topic.arn,
    DisplayName: '',
    ...topic.attributes,
    Policy: withPrincipalArns(topic.attributes['Policy'] ?? '', resources),
    SubscriptionsConfirmed: String(states.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: '0',
    EffectiveDeliveryPolicy: JSON.stringify({
      http: { defaultHealthyRetryPolicy: policy, disableSubscriptionOverrides: false },
    }),
  }
}
