import type { Clock } from '../../base/clock.ts'
import type { Envelope } from './envelope.ts'
import { FeedError, type FeedOutlet } from './feed.ts'
import { type Webhook, webhookFilter, webhookMessage, type WebhookMessage } from './webhook.ts'

/** Posts under way to one endpoint. */
const UNDER_WAY_MAX = 8

/** What an endpoint says of an event that it will never take: it is left out. */
const refusals: ReadonlySet<number> = new Set([400, 413, 422])

export interface WebhookParts {
  readonly clock: Clock
  /** Resolves with the status of the answer. Rejects when there is none in good time. */
  readonly post: (url: string, message: WebhookMessage) => Promise<number>
}

/** Posts each event that the webhook wants. */
export function webhookOutlet(webhook: Webhook, { clock, post }: WebhookParts): FeedOutlet {
  const wantedOf = webhookFilter(webhook)
  const send = async (envelope: Envelope) => {
    const message = webhookMessage(envelope, webhook.secret, clock.now())
    const status = await post(webhook.url, message).catch((cause: unknown) => {
      throw new FeedError('NoAnswer', `${webhook.name} does not answer`, { cause })
    })
    if ((status < 200 || status > 299) && !refusals.has(status))
      throw new FeedError(`HTTP ${status}`, `${webhook.name} answers ${status}`)
  }
  return {
    async send(events) {
      const waiting = events.flatMap((event) => wantedOf(event) ?? [])
      const work = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await send(next)
      }
      await Promise.all(Array.from({ length: UNDER_WAY_MAX }, work))
    },
    check: () => Promise.resolve(),
  }
}
