import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { checkTaggable, onTaggable } from '../taggable.ts'
import { checkTags, putTags, tagList, tagsOf } from '../tags.ts'

export const tagResource: Command<TagResourceRequest, TagResourceResponse> = {
  kind: 'command',
  ...onTaggable,
  requestTags: ({ tags }) => tagList(tags),
  run({ resourceArn = '', tags }, call) {
    checkTaggable(resourceArn, call)
    const all = { ...tagsOf(resourceArn, call.resources), ...tags }
    checkTags(all)
    return { output: {}, changes: [putTags(resourceArn, all)] }
  },
}
