import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns'
import {
  defaultPolicy,
  placeKey,
  putTopic,
  type Topic,
  topicArn,
  topicOf,
  topicsOfRegion,
} from '../../../topics/topic.ts'
import type { Call, Command } from '../../operation.ts'
import { invalidParameter, limitExceeded } from '../errors.ts'
import { tagsOf } from '../tags.ts'
import { checkTopicAttribute, keptValue } from '../topic-attributes.ts'

const TOPICS_PER_REGION_MAX = 100_000

/** Making a topic again is harmless, as long as nothing about it is said to be otherwise. */
export const createTopic: Command<CreateTopicInput, CreateTopicResponse> = {
  kind: 'command',
  resourceArn: ({ Name = '' }, { accountId, region }) => topicArn(accountId, region, Name),
  requestTags: ({ Tags = [] }) => Tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  run(input, call) {
    const topic = newTopic(input, call)
    const output = { TopicArn: topic.arn }
    const existing = topicOf(call.resources, topic.arn)
    if (existing) {
      checkIsSame(existing, topic, input)
      return { output, changes: [] }
    }
    const count = call.resources.find(topicsOfRegion, placeKey(call.accountId, call.region)).length
    if (count >= TOPICS_PER_REGION_MAX)
      throw limitExceeded('TopicLimitExceededException', 'Topic limit exceeded')
    return { output, changes: [putTopic(topic)] }
  },
}

function newTopic(input: CreateTopicInput, call: Call): Topic {
  const { accountId, region } = call
  const { Name: name = '', Attributes: given = {} } = input
  if (given['FifoTopic'] === 'true' || name.endsWith('.fifo'))
    throw invalidParameter('FifoTopic Reason: FIFO topics are not supported by this server')
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name')
  if (input.DataProtectionPolicy)
    throw invalidParameter('DataProtectionPolicy Reason: not supported by this server')
  const arn = topicArn(accountId, region, name)
  const { FifoTopic: _standard, ...asked } = given
  const attributes: Record<string, string> = {}
  for (const [attribute, value] of Object.entries(asked)) {
    checkTopicAttribute(attribute, value, arn, `Attributes Reason: Unknown attribute ${attribute}`)
    attributes[attribute] = keptValue(attribute, value, call)
  }
  const Policy = JSON.stringify(defaultPolicy({ arn, accountId }))
  return {
    arn,
    name,
    accountId,
    region,
    attributes: { Policy, ...attributes },
    tags: tagsOf(input.Tags),
  }
}

function checkIsSame(existing: Topic, topic: Topic, { Attributes = {}, Tags }: CreateTopicInput) {
  const isOther = Object.keys(Attributes).some(
    (name) => name !== 'FifoTopic' && existing.attributes[name] !== topic.attributes[name],
  )
  if (isOther)
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes')
  const sorted = ({ tags }: Topic) =>
    tags.map(({ Key, Value }) => JSON.stringify([Key, Value])).toSorted((a, b) => (a < b ? -1 : 1))
  if (Tags && sorted(existing).join() !== sorted(topic).join())
    throw invalidParameter('Tags Reason: Topic already exists with different tags')
}
