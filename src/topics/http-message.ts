import type { Message, MessageAttribute } from './queued-message.ts'
import type { Subscription } from './subscription.ts'

/**
 * What SNS posts to subscribers:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export interface HttpMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface MessageWriting {
  readonly subscription: Subscription
  /** Where this server is reached: `http://127.0.0.1:4567`. */
  readonly baseUrl: string
  readonly signing: MessageSigning
}

export type SignatureVersion = '1' | '2'

export interface MessageSigning {
  readonly version: SignatureVersion
  /** Path of the certificate on this server. */
  readonly certificatePath: string
  /** The signature of a text in base64: with SHA-1 for version 1, SHA-256 for version 2. */
  sign(text: string, version: SignatureVersion): Promise<string>
}

/** A message as its subscriber gets it; only its text for those who want that. */
export async function httpMessage(message: Message, writing: MessageWriting): Promise<HttpMessage> {
  const { subscription } = writing
  const isRaw =
    message.type === 'Notification' && subscription.attributes['RawMessageDelivery'] === 'true'
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': message.type,
    'x-amz-sns-message-id': message.messageId,
    'x-amz-sns-topic-arn': message.topicArn,
    ...(message.type === 'Notification' ? { 'x-amz-sns-subscription-arn': subscription.arn } : {}),
    ...(isRaw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
  }
  if (isRaw) return { headers, body: message.message }
  const { signing, baseUrl } = writing
  const members = membersOf(message, writing)
  const signature = await signing.sign(textToSign(members), signing.version)
  const { UnsubscribeURL, MessageAttributes, ...signed } = members
  const body = {
    ...signed,
    SignatureVersion: signing.version,
    Signature: signature,
    SigningCertURL: `${baseUrl}${signing.certificatePath}`,
    ...(UnsubscribeURL === undefined ? {} : { UnsubscribeURL }),
    ...(MessageAttributes === undefined ? {} : { MessageAttributes }),
  }
  return { headers, body: JSON.stringify(body, undefined, 2) }
}

interface Members {
  readonly Type: Message['type']
  readonly MessageId: string
  readonly TopicArn: string
  readonly Message: string
  readonly Timestamp: string
  readonly Subject?: string
  readonly Token?: string
  readonly SubscribeURL?: string
  readonly UnsubscribeURL?: string
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>
}

function membersOf(message: Message, { subscription, baseUrl }: MessageWriting): Members {
  const { type: Type, messageId: MessageId, topicArn: TopicArn } = message
  const Timestamp = new Date(message.publishedMs).toISOString()
  switch (message.type) {
    case 'Notification':
      return {
        Type,
        MessageId,
        TopicArn,
        ...(message.subject === undefined ? {} : { Subject: message.subject }),
        Message: message.message,
        Timestamp,
        UnsubscribeURL: linkTo(baseUrl, {
          Action: 'Unsubscribe',
          SubscriptionArn: subscription.arn,
        }),
        ...(message.attributes ? { MessageAttributes: message.attributes } : {}),
      }
    case 'SubscriptionConfirmation':
      return {
        Type,
        MessageId,
        Token: message.token,
        TopicArn,
        Message: `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: linkTo(baseUrl, {
          Action: 'ConfirmSubscription',
          TopicArn,
          Token: message.token,
        }),
        Timestamp,
      }
  }
}

function linkTo(baseUrl: string, parameters: Record<string, string>): string {
  return `${baseUrl}/?${new URLSearchParams(parameters).toString()}`
}

const signedMembers: Readonly<
  Record<Message['type'], readonly (keyof Omit<Members, 'MessageAttributes'>)[]>
> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
function textToSign(members: Members): string {
  return signedMembers[members.Type]
    .filter((name) => members[name] !== undefined)
    .map((name) => `${name}\n${members[name] ?? ''}\n`)
    .join('')
}
