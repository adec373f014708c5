import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-sns'
import type { Query } from '../../operation.ts'
import { onTaggedTopic, taggedTopic } from '../tags.ts'

export const listTagsForResource: Query<ListTagsForResourceRequest, ListTagsForResourceResponse> = {
  kind: 'query',
  ...onTaggedTopic,
  run: (input, call) => ({ Tags: [...taggedTopic(input, call).tags] }),
}
