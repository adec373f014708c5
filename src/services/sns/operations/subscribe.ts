import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns'
import { arnOf } from '../../../identity/principals.ts'
import { confirmationRequest } from '../../../topics/queued-message.ts'
import {
  putSubscription,
  type Subscription,
  subscriptionsOfTopic,
  tokenHashOf,
} from '../../../topics/subscription.ts'
import type { Call, Command } from '../../operation.ts'
import { invalidParameter, limitExceeded } from '../errors.ts'
import { checkSubscriptionAttribute } from '../subscription-attributes.ts'
import { onTopic, topicFor } from '../topics.ts'

/** Publishing writes a message for each of them in one turn. */
const SUBSCRIPTIONS_PER_TOPIC_MAX = 1_000
const ENDPOINT_LENGTH_MAX = 2_048
const TOKEN_BYTES = 64

/** Nothing is sent to an endpoint, but for the request to confirm, before it has confirmed. */
export const subscribe: Command<SubscribeInput, SubscribeResponse> = {
  kind: 'command',
  ...onTopic,
  conditionKeys: ({ Protocol, Endpoint }) => ({
    'sns:Protocol': Protocol,
    'sns:Endpoint': Endpoint,
  }),
  run(input, call) {
    const topic = topicFor(input, call)
    const wanted = wantedSubscription(input, call)
    const others = call.resources.find(subscriptionsOfTopic, topic.arn)
    const existing = others.find((other) => isSame(other, wanted))
    if (existing?.state.kind === 'confirmed') {
      if (input.Attributes && differs(existing, wanted))
        throw invalidParameter(
          'Attributes Reason: Subscription already exists with different attributes',
        )
      return { output: { SubscriptionArn: existing.arn }, changes: [] }
    }
    if (!existing && others.length >= SUBSCRIPTIONS_PER_TOPIC_MAX)
      throw limitExceeded('SubscriptionLimitExceededException', 'Subscription limit exceeded')
    const token = Buffer.from(call.random.bytes(TOKEN_BYTES)).toString('hex')
    const subscription: Subscription = {
      ...wanted,
      arn: existing?.arn ?? wanted.arn,
      state: { kind: 'pending', tokenHash: tokenHashOf(token), sinceMs: call.nowMs },
    }
    const request = { messageId: call.newId(), token, publishedMs: call.nowMs }
    return {
      output: {
        SubscriptionArn: input.ReturnSubscriptionArn ? subscription.arn : 'pending confirmation',
      },
      changes: [putSubscription(subscription), confirmationRequest(subscription, request)],
    }
  },
}

function wantedSubscription(
  { TopicArn = '', Protocol = '', Endpoint = '', Attributes = {} }: SubscribeInput,
  call: Call,
): Omit<Subscription, 'state'> {
  if (Protocol !== 'http' && Protocol !== 'https')
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${Protocol}`)
  if (!Endpoint.startsWith(`${Protocol}://`))
    throw invalidParameter('Endpoint must match the specified protocol')
  if (!URL.canParse(Endpoint) || Endpoint.length > ENDPOINT_LENGTH_MAX)
    throw invalidParameter('HTTP(S) endpoint')
  for (const [name, value] of Object.entries(Attributes))
    checkSubscriptionAttribute(name, value, `Attributes Reason: Unknown attribute: ${name}`)
  return {
    arn: `${TopicArn}:${call.newId()}`,
    topicArn: TopicArn,
    accountId: call.accountId,
    principalArn: arnOf(call.principal),
    protocol: Protocol,
    endpoint: Endpoint,
    attributes: Object.fromEntries(Object.entries(Attributes).filter(([, value]) => value !== '')),
  }
}

function isSame(one: Subscription, other: Omit<Subscription, 'state'>): boolean {
  return (
    one.endpoint === other.endpoint &&
    one.protocol === other.protocol &&
    one.accountId === other.accountId
  )
}

function differs(existing: Subscription, wanted: Omit<Subscription, 'state'>): boolean {
  return Object.entries(wanted.attributes).some(
    ([name, value]) => existing.attributes[name] !== value,
  )
}
