import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { type Subscription, subscriptionsOfTopic } from './subscription.ts'

/** Messages that may wait for one subscription; a further one is not kept for it. */
export const QUEUE_MESSAGES_MAX = 10_000

/** A message on its way to one subscription. It is in the ledger until it has arrived or is given up. */
export interface QueuedMessage {
  readonly subscriptionArn: string
  readonly message: Message
  readonly attempts: number
  /** Not to be tried before. */
  readonly nextMs: number
}

export type Message = Notification | SubscriptionConfirmation

export interface Notification {
  readonly type: 'Notification'
  readonly messageId: string
  readonly topicArn: string
  readonly subject?: string
  readonly message: string
  readonly publishedMs: number
  readonly attributes?: Readonly<Record<string, MessageAttribute>>
}

export interface SubscriptionConfirmation {
  readonly type: 'SubscriptionConfirmation'
  readonly messageId: string
  readonly topicArn: string
  readonly token: string
  readonly publishedMs: number
}

/** As it is printed in a message. */
export interface MessageAttribute {
  readonly Type: string
  readonly Value: string
}

const queue = collection<QueuedMessage>('topics/queued-message')

const queueOfSubscription: Index<QueuedMessage> = {
  of: queue,
  keyOf: ({ subscriptionArn }) => subscriptionArn,
}

export function queuedMessages(resources: ResourceReader): readonly QueuedMessage[] {
  return resources.list(queue)
}

export function queueOf(resources: ResourceReader, subscriptionArn: string) {
  return resources.find(queueOfSubscription, subscriptionArn)
}

export function putQueued(queued: QueuedMessage): ResourceChange {
  return queue.put(keyOf(queued), queued)
}

export function deleteQueued(queued: QueuedMessage): ResourceChange {
  return queue.delete(keyOf(queued))
}

/**
 * A message for everyone who has confirmed. What a subscription's queue has no room for is not kept for it.
 *
 * @param messages a text for a protocol where that is another
 */
export function publication(
  resources: ResourceReader,
  notification: Notification,
  messages: Partial<Readonly<Record<Subscription['protocol'], string>>> = {},
): readonly ResourceChange[] {
  return resources
    .find(subscriptionsOfTopic, notification.topicArn)
    .filter(({ state, arn }) => state.kind === 'confirmed' && hasRoom(resources, arn))
    .map(({ arn, protocol }) => {
      const message = messages[protocol] ?? notification.message
      return putQueued(newQueued(arn, { ...notification, message }))
    })
}

/** Asks an endpoint to confirm. */
export function confirmationRequest(
  { arn, topicArn }: Subscription,
  request: Pick<SubscriptionConfirmation, 'messageId' | 'token' | 'publishedMs'>,
): ResourceChange {
  return putQueued(newQueued(arn, { type: 'SubscriptionConfirmation', topicArn, ...request }))
}

function newQueued(subscriptionArn: string, message: Message): QueuedMessage {
  return { subscriptionArn, message, attempts: 0, nextMs: message.publishedMs }
}

function hasRoom(resources: ResourceReader, arn: string): boolean {
  return queueOf(resources, arn).length < QUEUE_MESSAGES_MAX
}

function keyOf({ subscriptionArn, message }: QueuedMessage): string {
  return `${subscriptionArn}/${message.messageId}`
}
