import type { DeleteTopicInput } from '@aws-sdk/client-sns'
import { subscriptionsOfTopic } from '../../../topics/subscription.ts'
import { topics } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { removal } from '../subscriptions.ts'
import { checkTopicArn, onTopic } from '../topics.ts'

/** With its subscriptions and their messages. Deleting what is not there is harmless. */
export const deleteTopic: Command<DeleteTopicInput, void> = {
  kind: 'command',
  ...onTopic,
  run({ TopicArn = '' }, call) {
    checkTopicArn(TopicArn, call)
    const { resources } = call
    const subscribers = resources.find(subscriptionsOfTopic, TopicArn)
    return {
      output: undefined,
      changes: [
        topics.delete(TopicArn),
        ...subscribers.flatMap((subscription) => removal(resources, subscription)),
      ],
    }
  },
}
