import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns'
import type { Command } from '../../operation.ts'
import { invalidParameter } from '../errors.ts'
import { published } from '../publishing.ts'
import { policyOfTopic, topicFor } from '../topics.ts'

/** Answered when the message is durable in the queue of every subscriber; they get it in their own time. */
export const publish: Command<PublishInput, PublishResponse> = {
  kind: 'command',
  isDataEvent: true,
  resourceArn: targetOf,
  standingPolicy: (input, call) => policyOfTopic(targetOf(input), call),
  eventResources: (input, _output, { resources, accountId }) => [
    {
      accountId: policyOfTopic(targetOf(input), { resources, accountId }).accountId ?? accountId,
      type: 'AWS::SNS::Topic',
      ARN: targetOf(input),
    },
  ],
  run(input, call) {
    if (input.PhoneNumber !== undefined)
      throw invalidParameter('PhoneNumber Reason: this server sends no text messages')
    const topic = topicFor({ TopicArn: targetOf(input) }, call)
    const { messageId, changes } = published(input, topic, call)
    const isForeign = topic.accountId !== call.accountId
    return {
      output: { MessageId: messageId },
      changes,
      ...(isForeign ? { copiesFor: [topic.accountId] } : {}),
    }
  },
}

function targetOf({ TopicArn, TargetArn }: PublishInput): string {
  return TopicArn ?? TargetArn ?? ''
}
