import { assert } from '../base/assert.ts'
import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import type { FeedJob, FeedOutlet, FeedSender, FeedTarget } from '../trails/feeds/feed.ts'
import { feedSender } from '../trails/feeds/feed-sender.ts'
import { webhookOutlet } from '../trails/feeds/webhook-outlet.ts'
import { eventBusOutlet } from './event-bus-outlet.ts'
import type { FeedEndpoints } from './feed-thread.ts'
import { post } from './http-sender.ts'
import { logsOutlets } from './logs-outlet.ts'
import { systemClock } from './system.ts'
import { serveCalls } from './thread.ts'

let sender: FeedSender | undefined

serveCalls({
  open(ledgerFile: string, endpoints: FeedEndpoints) {
    sender = feedSender(openSqliteLedgerReader(ledgerFile), outletsOf(endpoints))
  },
  send: (job: FeedJob) => sender?.send(job),
  check: (target: FeedTarget) => sender?.check(target),
})

function outletsOf({
  logs,
  eventBus,
  webhooks,
}: FeedEndpoints): (target: FeedTarget) => FeedOutlet {
  const logsOutletOf = logsOutlets(logs ?? '')
  const bus = eventBusOutlet(eventBus ?? '')
  const parts = { clock: systemClock, post }
  const hooks = new Map(
    webhooks.map((webhook): [string, FeedOutlet] => [webhook.name, webhookOutlet(webhook, parts)]),
  )
  return (target) => {
    switch (target.kind) {
      case 'logs':
        return logsOutletOf(target)
      case 'event-bus':
        return bus
      case 'webhook': {
        const hook = hooks.get(target.name)
        assert(hook !== undefined, `there is a webhook ${target.name}`)
        return hook
      }
    }
  }
}
