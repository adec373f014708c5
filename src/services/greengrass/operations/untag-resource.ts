import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import { checkTaggable, onTaggable } from '../taggable.ts'
import { putTags, tagsOf } from '../tags.ts'

/** Removing a tag that is not there is no fault. */
export const untagResource: Command<UntagResourceRequest, UntagResourceResponse> = {
  kind: 'command',
  ...onTaggable,
  requestTags: ({ tagKeys = [] }) => tagKeys.map((Key) => ({ Key, Value: '' })),
  run({ resourceArn = '', tagKeys = [] }, call) {
    checkTaggable(resourceArn, call)
    const left = Object.entries(tagsOf(resourceArn, call.resources)).filter(
      ([key]) => !tagKeys.includes(key),
    )
    return { output: {}, changes: [putTags(resourceArn, Object.fromEntries(left))] }
  },
}
