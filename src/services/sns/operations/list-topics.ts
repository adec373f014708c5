import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns'
import { placeKey, topicsOfRegion } from '../../../topics/topic.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { onAllTopics } from '../topics.ts'

export const listTopics: Query<ListTopicsInput, ListTopicsResponse> = {
  kind: 'query',
  ...onAllTopics,
  run({ NextToken: token }, { resources, accountId, region }) {
    const topics = resources.find(topicsOfRegion, placeKey(accountId, region))
    const { page, ...next } = pageOf(topics, ['ListTopics', accountId, region], token)
    return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), ...next }
  },
}
