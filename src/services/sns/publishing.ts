import type { MessageAttributeValue } from '@aws-sdk/client-sns'
import type { ResourceChange } from '../../ledger/resources.ts'
import { type MessageAttribute, publication } from '../../topics/queued-message.ts'
import type { Subscription } from '../../topics/subscription.ts'
import type { Topic } from '../../topics/topic.ts'
import type { Call } from '../operation.ts'
import { invalidParameter } from './errors.ts'

/** Bytes of a message with its attributes, and of all messages of a batch. */
export const MESSAGE_BYTES_MAX = 256 * 1024
const SUBJECT_LENGTH_MAX = 100

/** What Publish and every entry of PublishBatch say of a message. */
export interface GivenMessage {
  readonly Message?: string | undefined
  readonly Subject?: string | undefined
  readonly MessageStructure?: string | undefined
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined
}

/** A message as its topic takes it: queued for every subscriber. Throws as AWS does. */
export function published(
  given: GivenMessage,
  topic: Topic,
  call: Call,
): { readonly messageId: string; readonly changes: readonly ResourceChange[] } {
  const { Message = '', Subject, MessageStructure, MessageAttributes = {} } = given
  if (Message === '') throw invalidParameter('Empty message')
  if (sizeOf(given) > MESSAGE_BYTES_MAX) throw invalidParameter('Message too long')
  checkSubject(Subject)
  const messages = messagesOf(Message, MessageStructure)
  const attributes = Object.entries(MessageAttributes).map(([name, value]) => [
    name,
    attributeOf(name, value),
  ])
  const messageId = call.newId()
  const notification = {
    type: 'Notification',
    messageId,
    topicArn: topic.arn,
    ...(Subject === undefined ? {} : { subject: Subject }),
    message: messages.default,
    publishedMs: call.nowMs,
    ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) } : {}),
  } as const
  return { messageId, changes: publication(call.resources, notification, messages) }
}

export function sizeOf({ Message = '', MessageAttributes = {} }: GivenMessage): number {
  let bytes = Buffer.byteLength(Message)
  for (const [name, { DataType = '', StringValue = '', BinaryValue }] of Object.entries(
    MessageAttributes,
  ))
    bytes += Buffer.byteLength(name + DataType + StringValue) + (BinaryValue?.length ?? 0)
  return bytes
}

/** ASCII that begins with a letter, a digit or punctuation. */
function checkSubject(subject: string | undefined): void {
  if (subject === undefined) return
  if (!/^[\x21-\x7e][\x20-\x7e]*$/.test(subject) || subject.length > SUBJECT_LENGTH_MAX)
    throw invalidParameter('Subject')
}

type Messages = { readonly default: string } & Partial<
  Readonly<Record<Subscription['protocol'], string>>
>

/** One text for all, or one for each protocol. */
function messagesOf(message: string, structure: string | undefined): Messages {
  if (structure === undefined || structure === '') return { default: message }
  if (structure !== 'json') throw invalidParameter('MessageStructure')
  const texts = jsonObject(message)
  if (typeof texts['default'] !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body')
  const { default: usual, http, https } = texts
  return {
    default: usual,
    ...(typeof http === 'string' ? { http } : {}),
    ...(typeof https === 'string' ? { https } : {}),
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // The text is the caller's, and told to be wrong below.
  }
  throw invalidParameter('Message Structure - JSON message body failed to parse')
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function attributeOf(name: string, value: MessageAttributeValue): MessageAttribute {
  const { DataType: type = '', StringValue, BinaryValue } = value
  if (!/^(?!aws\.|amazon\.|\.)[\w.-]{1,256}(?<!\.)$/i.test(name))
    throw invalidParameter(`MessageAttributes Reason: The attribute name '${name}' is not valid`)
  const [kind] = type.split('.')
  const text =
    kind === 'Binary' ? BinaryValue && Buffer.from(BinaryValue).toString('base64') : StringValue
  if (!['String', 'Number', 'Binary'].includes(kind ?? ''))
    throw invalidParameter(
      `MessageAttributes Reason: The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    )
  if (text === undefined || text === '')
    throw invalidParameter(
      `MessageAttributes Reason: The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
    )
  if (kind === 'Number' && !Number.isFinite(Number(text)))
    throw invalidParameter(
      `MessageAttributes Reason: Could not cast message attribute '${name}' value to number.`,
    )
  return { Type: type, Value: text }
}
