import { createHmac } from 'node:crypto'
import { type Envelope, envelopeOf, isForState, type RuleState } from './envelope.ts'
import { compilePattern } from './event-pattern.ts'
import type { FeedEvent } from './feed.ts'

/** An endpoint that gets the events that match its pattern. */
export interface Webhook {
  readonly name: string
  readonly url: string
  /** `whsec_` and base64, or any text. */
  readonly secret: string
  readonly state: RuleState
  /** As EventBridge has it; everything matches when absent. */
  readonly pattern?: unknown
}

export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The envelope of an event that a webhook wants. */
export function webhookFilter({ state, pattern }: Pick<Webhook, 'state' | 'pattern'>) {
  const isMatched = pattern === undefined ? () => true : compilePattern(pattern)
  return ({ event }: FeedEvent): Envelope | undefined => {
    const envelope = envelopeOf(event)
    return isForState(event, state) && isMatched(envelope) ? envelope : undefined
  }
}

/**
 * An envelope signed with HMAC-SHA256 as Standard Webhooks has it, so that its libraries verify it:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookMessage(envelope: Envelope, secret: string, nowMs: number): WebhookMessage {
  const { id } = envelope
  const body = JSON.stringify(envelope)
  const timestamp = String(Math.floor(nowMs / 1000))
  const signature = createHmac('sha256', keyOf(secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  }
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret)
}
