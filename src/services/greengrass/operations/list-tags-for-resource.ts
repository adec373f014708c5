import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { checkTaggable, onTaggable } from '../taggable.ts'
import { tagsOf } from '../tags.ts'

type List = Query<ListTagsForResourceRequest, ListTagsForResourceResponse>

export const listTagsForResource: List = {
  kind: 'query',
  ...onTaggable,
  run({ resourceArn = '' }, call) {
    checkTaggable(resourceArn, call)
    return { tags: { ...tagsOf(resourceArn, call.resources) } }
  },
}
