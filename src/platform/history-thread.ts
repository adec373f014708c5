import type { EventHistory, LookupPage, LookupQuery } from '../history/event-history.ts'
import type { EventSearch } from '../history/event-search.ts'
import type { Gap } from '../ledger/follower.ts'
import { Thread } from './thread.ts'

/** What events are read into is garbage at once: collected often, it takes 150 MB less. */
const YOUNG_MB = 12

export interface HistoryThread extends EventHistory {
  readonly events: EventSearch
  /** Brings the history up to a durable position; resolves with its cursor. */
  follow(upTo: number): Promise<number>
  /** The cursor it had when it was opened. */
  readonly openedAt: number
  /** What the ledger no longer had for it then. */
  readonly gap: Gap | undefined
  close(): Promise<void>
}

/** An event history in a thread of its own: neither feeding nor searching holds up a call. */
export async function historyThread(
  ledgerFile: string,
  historyFile: string,
): Promise<HistoryThread> {
  const thread = new Thread('history-worker', { maxYoungGenerationSizeMb: YOUNG_MB })
  const opened = await thread.call<Pick<HistoryThread, 'openedAt' | 'gap'>>(
    'open',
    ledgerFile,
    historyFile,
  )
  return {
    ...opened,
    follow: (upTo) => thread.call<number>('follow', upTo),
    lookup: (query: LookupQuery, asOf: number) => thread.call<LookupPage>('lookup', query, asOf),
    events: {
      search: (query, page, asOf) => thread.call('search', query, page, asOf),
      count: (query, spanMs, asOf) => thread.call('count', query, spanMs, asOf),
      extent: (query, asOf) => thread.call('extent', query, asOf),
      values: (query, values, asOf) => thread.call('values', query, values, asOf),
      find: (accountId, eventId, asOf) => thread.call('find', accountId, eventId, asOf),
    },
    async close() {
      await thread.call('close')
      await thread.end()
    },
  }
}
