import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns'
import type { Query } from '../../operation.ts'
import { topicAttributes } from '../topic-attributes.ts'
import { onTopic, topicFor } from '../topics.ts'

export const getTopicAttributes: Query<GetTopicAttributesInput, GetTopicAttributesResponse> = {
  kind: 'query',
  ...onTopic,
  run: (input, call) => ({ Attributes: topicAttributes(topicFor(input, call), call) }),
}
