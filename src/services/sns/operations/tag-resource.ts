import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-sns'
import { putTopic } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { checkTagCount, onTaggedTopic, taggedTopic, tagsOf } from '../tags.ts'

export const tagResource: Command<TagResourceRequest, TagResourceResponse> = {
  kind: 'command',
  ...onTaggedTopic,
  requestTags: ({ Tags = [] }) => Tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  run(input, call) {
    const topic = taggedTopic(input, call)
    const given = tagsOf(input.Tags)
    const kept = topic.tags.filter(({ Key }) => !given.some((tag) => tag.Key === Key))
    const tags = [...kept, ...given]
    checkTagCount(tags.length)
    return { output: {}, changes: [putTopic({ ...topic, tags })] }
  },
}
