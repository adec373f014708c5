import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { checkTaggable } from '../taggable.ts'
import { checkTags, putTags, tagsOf } from '../tags.ts'

export const tagResource: Command<TagResourceRequest, TagResourceResponse> = {
  kind: 'command',
  resourceArn: ({ resourceArn = '' }) => resourceArn,
  run({ resourceArn = '', tags }, call) {
    checkTaggable(resourceArn, call)
    const all = { ...tagsOf(resourceArn, call.resources), ...tags }
    checkTags(all)
    return { output: {}, changes: [putTags(resourceArn, all)] }
  },
}
