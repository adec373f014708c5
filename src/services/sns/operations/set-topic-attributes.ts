import type { SetTopicAttributesInput } from '@aws-sdk/client-sns'
import { defaultPolicy, putTopic } from '../../../topics/topic.ts'
import type { Command } from '../../operation.ts'
import { checkTopicAttribute, keptValue, withAttribute } from '../topic-attributes.ts'
import { onTopic, topicFor } from '../topics.ts'

export const setTopicAttributes: Command<SetTopicAttributesInput, void> = {
  kind: 'command',
  ...onTopic,
  run(input, call) {
    const { AttributeName: name = '' } = input
    const topic = topicFor(input, call)
    // A topic is never without a policy: an empty one brings back the first.
    const given = input.AttributeValue ?? ''
    const value = name === 'Policy' && given === '' ? JSON.stringify(defaultPolicy(topic)) : given
    checkTopicAttribute(name, value, topic.arn, 'AttributeName')
    const attributes = withAttribute(topic.attributes, name, keptValue(name, value, call))
    return { output: undefined, changes: [putTopic({ ...topic, attributes })] }
  },
}
