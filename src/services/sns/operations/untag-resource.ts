import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-sns'
import { putTopic } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { onTaggedTopic, taggedTopic } from '../tags.ts'

export const untagResource: Command<UntagResourceRequest, UntagResourceResponse> = {
  kind: 'command',
  ...onTaggedTopic,
  run(input, call) {
    const topic = taggedTopic(input, call)
    const { TagKeys = [] } = input
    const tags = topic.tags.filter(({ Key }) => !TagKeys.includes(Key))
    return { output: {}, changes: [putTopic({ ...topic, tags })] }
  },
}
