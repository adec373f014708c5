import type { Tag } from '@aws-sdk/client-sns'
import { type Topic, topicOf, type TopicTag } from '../../topics/topic.ts'
import type { Call } from '../operation.ts'
import { invalidParameter, limitExceeded, noResource } from './errors.ts'
import { checkTopicArn, policyOfTopic } from './topics.ts'

const TAGS_MAX = 50

interface AboutResource {
  readonly ResourceArn?: string | undefined
}

/** What authorization asks an operation on the tags of a topic. */
export const onTaggedTopic = {
  resourceArn: ({ ResourceArn = '' }: AboutResource) => ResourceArn,
  standingPolicy: ({ ResourceArn = '' }: AboutResource, call: Call) =>
    policyOfTopic(ResourceArn, call),
  resourceTags: ({ ResourceArn = '' }: AboutResource, { resources }: Call) =>
    topicOf(resources, ResourceArn)?.tags ?? [],
}

export function taggedTopic({ ResourceArn = '' }: AboutResource, call: Call): Topic {
  checkTopicArn(ResourceArn, call, 'ResourceArn')
  const topic = topicOf(call.resources, ResourceArn)
  if (!topic) throw noResource()
  return topic
}

export function tagsOf(given: readonly Tag[] = []): readonly TopicTag[] {
  const tags = given.map(({ Key = '', Value = '' }) => ({ Key, Value }))
  const keys = new Set(tags.map(({ Key }) => Key))
  if (keys.size < tags.length) throw invalidParameter('Duplicated keys are not allowed.')
  if ([...keys].some((key) => key.toLowerCase().startsWith('aws:')))
    throw invalidParameter('System tags cannot be added/updated by requester.')
  checkTagCount(tags.length)
  return tags
}

export function checkTagCount(count: number): void {
  if (count > TAGS_MAX)
    throw limitExceeded(
      'TagLimitExceededException',
      'Could not complete request: tag quota of per resource exceeded',
    )
}
