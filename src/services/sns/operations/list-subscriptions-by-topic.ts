import type {
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
} from '@aws-sdk/client-sns'
import { subscriptionsOfTopic } from '../../../topics/subscription.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { subscriptionDescription } from '../subscriptions.ts'
import { onTopic, topicFor } from '../topics.ts'

export const listSubscriptionsByTopic: Query<
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse
> = {
  kind: 'query',
  ...onTopic,
  run(input, call) {
    const { arn } = topicFor(input, call)
    const subscribers = call.resources.find(subscriptionsOfTopic, arn)
    const { page, ...next } = pageOf(subscribers, ['ByTopic', arn], input.NextToken)
    return { Subscriptions: page.map(subscriptionDescription), ...next }
  },
}
