import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { Runs } from '../base/runs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { effectiveRetryPolicy, retryDelayMs } from './delivery-policy.ts'
import { type HttpMessage, httpMessage, type MessageSigning } from './http-message.ts'
import { deleteQueued, putQueued, type QueuedMessage, queuedMessages } from './queued-message.ts'
import { isExpired, type Subscription, subscriptionOf, subscriptions } from './subscription.ts'
import { type Topic, topicOf } from './topic.ts'

/** Messages under way to one subscription: enough to keep a slow one busy, and not to drown it. */
const UNDER_WAY_MAX = 8

/** Where messages are posted. */
export interface HttpSender {
  /** Resolves with the status of the answer. Rejects when there is none in good time. */
  post(url: string, message: HttpMessage): Promise<number>
}

export interface MessageDeliveryParts {
  readonly ledger: Ledger
  readonly sender: HttpSender
  readonly signing: Omit<MessageSigning, 'version'>
  /** Where subscribers reach this server. */
  readonly baseUrl: () => string
  readonly clock: Clock
  readonly random: Random
}

/**
 * Brings queued messages to their subscribers, at least once, in no promised order. Every subscription has its own share of
 * what is under way, so that a slow one delays nobody else. What was under way at a crash is still queued, and sent again.
 */
export class MessageDelivery {
  readonly #parts: MessageDeliveryParts
  readonly #runs = new Runs()
  /** How many of them are of a subscription. */
  readonly #underWay = new Map<string, number>()
  #isClosed = false

  constructor(parts: MessageDeliveryParts) {
    this.#parts = parts
  }

  /** Starts on everything that is due, and waits for none of it. Throws when the ledger could not write. */
  sendDue(): void {
    const { ledger, clock } = this.#parts
    const nowMs = clock.now()
    for (const queued of queuedMessages(ledger.resources))
      if (queued.nextMs <= nowMs) this.#start(queued)
    this.#runs.throwFailure()
  }

  /** Waits for what is under way. Rejects when the ledger could not write. */
  settled(): Promise<void> {
    return this.#runs.settled()
  }

  /** What is under way counts as not sent. */
  close(): void {
    this.#isClosed = true
  }

  /** Forgets subscriptions that nobody confirmed in time. */
  async forgetUnconfirmed(): Promise<void> {
    const { ledger, clock } = this.#parts
    const expired = ledger.resources
      .list(subscriptions)
      .filter(({ state }) => isExpired(state, clock.now()))
    if (expired.length > 0)
      await ledger.commit({
        events: [],
        changes: expired.map(({ arn }) => subscriptions.delete(arn)),
      })
  }

  #start(queued: QueuedMessage): void {
    const { subscriptionArn, message } = queued
    const key = `${subscriptionArn}/${message.messageId}`
    const count = this.#underWay.get(subscriptionArn) ?? 0
    if (count >= UNDER_WAY_MAX || this.#runs.has(key)) return
    this.#underWay.set(subscriptionArn, count + 1)
    this.#runs.start(key, () => this.#send(queued).finally(() => this.#ended(subscriptionArn)))
  }

  #ended(subscriptionArn: string): void {
    const count = this.#underWay.get(subscriptionArn) ?? 0
    if (count > 1) this.#underWay.set(subscriptionArn, count - 1)
    else this.#underWay.delete(subscriptionArn)
  }

  async #send(queued: QueuedMessage): Promise<void> {
    const { ledger } = this.#parts
    const subscription = subscriptionOf(ledger.resources, queued.subscriptionArn)
    const topic = topicOf(ledger.resources, queued.message.topicArn)
    const change =
      subscription && topic && (await this.#isFailed(queued, subscription, topic))
        ? this.#afterFailure(queued, subscription, topic)
        : deleteQueued(queued)
    if (this.#isClosed) return
    await ledger.commit({ events: [], changes: [change] })
  }

  async #isFailed(
    { message }: QueuedMessage,
    subscription: Subscription,
    topic: Topic,
  ): Promise<boolean> {
    const { sender, signing, baseUrl } = this.#parts
    const version = topic.attributes['SignatureVersion'] === '2' ? '2' : '1'
    const writing = { subscription, baseUrl: baseUrl(), signing: { ...signing, version } as const }
    const posted = await httpMessage(message, writing)
    try {
      return isWorthRetrying(await sender.post(subscription.endpoint, posted))
    } catch {
      // Nobody answered; why does not matter, because there is nothing to do but to try again.
      return true
    }
  }

  #afterFailure(queued: QueuedMessage, subscription: Subscription, topic: Topic) {
    const { clock, random } = this.#parts
    const policy = effectiveRetryPolicy(
      topic.attributes['DeliveryPolicy'],
      subscription.attributes['DeliveryPolicy'],
    )
    const attempts = queued.attempts + 1
    const delayMs = retryDelayMs(policy, attempts, random)
    return delayMs === undefined
      ? deleteQueued(queued)
      : putQueued({ ...queued, attempts, nextMs: clock.now() + delayMs })
  }
}

/** SNS takes 2xx to 4xx for an answer; only "too many" is worth another try. */
function isWorthRetrying(status: number): boolean {
  return status < 200 || status >= 500 || status === 429
}
