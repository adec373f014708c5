import type { FeedSender, FeedSent } from '../trails/feeds/feed.ts'
import type { Webhook } from '../trails/feeds/webhook.ts'
import type { DataDirectory } from './data-directory.ts'
import { Thread } from './thread.ts'

/** Where feeds go. */
export interface FeedEndpoints {
  /** URL of a CloudWatch Logs. */
  readonly logs?: string
  /** URL of an EventBridge. */
  readonly eventBus?: string
  readonly webhooks: readonly Webhook[]
}

export interface FeedThread extends FeedSender {
  close(): Promise<void>
}

/** Reads, selects and sends in a thread of its own, which also keeps the SDK's clients away from the others. */
export async function feedThread(
  { ledgerFile }: Pick<DataDirectory, 'ledgerFile'>,
  endpoints: FeedEndpoints,
): Promise<FeedThread> {
  const thread = new Thread('feed-worker')
  await thread.call('open', ledgerFile, endpoints)
  return {
    send: (job) => thread.call<FeedSent>('send', job),
    check: (target) => thread.call<void>('check', target),
    close: () => thread.end(),
  }
}
