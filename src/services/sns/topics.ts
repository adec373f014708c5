import type { StandingPolicy } from '../../identity/policy-set.ts'
import { type Topic, topicOf } from '../../topics/topic.ts'
import type { Call } from '../operation.ts'
import { invalidParameter, notFound } from './errors.ts'

/** The member that says what most calls are about. */
export interface AboutTopic {
  readonly TopicArn?: string | undefined
}

/** What authorization asks an operation on a topic. Spread it into the operation. */
export const onTopic = {
  resourceArn: ({ TopicArn = '' }: AboutTopic) => TopicArn,
  standingPolicy: ({ TopicArn = '' }: AboutTopic, call: Call) => policyOfTopic(TopicArn, call),
}

/** What authorization asks an operation on all topics of the caller's. */
export const onAllTopics = {
  resourceArn: (_input: object, { region, accountId }: Call) =>
    `arn:aws:sns:${region}:${accountId}:*`,
}

export function policyOfTopic(
  arn: string,
  { resources, accountId }: Pick<Call, 'resources' | 'accountId'>,
): StandingPolicy {
  const topic = topicOf(resources, arn)
  return {
    kind: 'resource',
    document: topic?.attributes['Policy'],
    accountId: topic?.accountId ?? /^arn:[^:]*:sns:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? accountId,
  }
}

/** The topic that a call is about. Throws as AWS does. */
export function topicFor({ TopicArn = '' }: AboutTopic, call: Call, member = 'TopicArn'): Topic {
  checkTopicArn(TopicArn, call, member)
  const topic = topicOf(call.resources, TopicArn)
  if (!topic) throw notFound('Topic does not exist')
  return topic
}

/** A topic is only known at the endpoint of its own region. */
export function checkTopicArn(arn: string, { region }: Call, member = 'TopicArn'): void {
  const parts = arn.split(':')
  if (parts.length < 6)
    throw invalidParameter(
      `${member} Reason: An ARN must have at least 6 elements, not ${parts.length}`,
    )
  const isTopic = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(arn)
  if (!isTopic || parts[3] !== region) throw invalidParameter(member)
}
