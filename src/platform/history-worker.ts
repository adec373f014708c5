import { DuckDbHistory } from '../history/duckdb-history.ts'
import type { LookupQuery } from '../history/event-history.ts'
import type { SearchPage, SearchQuery, ValueQuery } from '../history/event-search.ts'
import { ReadAhead } from '../history/read-ahead.ts'
import { catchUp, gapBehind, type LedgerReader } from '../ledger/follower.ts'
import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import { systemClock } from './system.ts'
import { serveCalls } from './thread.ts'

let history: DuckDbHistory
let pages: ReadAhead
let reader: LedgerReader
let caughtUp: Promise<unknown> = Promise.resolve()
let isClosing = false

serveCalls({
  async open(ledgerFile: string, historyFile: string) {
    history = await DuckDbHistory.open(historyFile, systemClock)
    pages = new ReadAhead(history)
    reader = openSqliteLedgerReader(ledgerFile)
    const openedAt = await history.cursor()
    return { openedAt, gap: gapBehind(openedAt, reader) }
  },
  follow: (upTo: number) => follow(upTo),
  async lookup(query: LookupQuery, asOf: number) {
    await reach(asOf)
    return pages.lookup(query, asOf)
  },
  async search(query: SearchQuery, page: SearchPage, asOf: number) {
    await reach(asOf)
    return history.events.search(query, page, asOf)
  },
  async count(query: SearchQuery, spanMs: number, asOf: number) {
    await reach(asOf)
    return history.events.count(query, spanMs, asOf)
  },
  async extent(query: SearchQuery, asOf: number) {
    await reach(asOf)
    return history.events.extent(query, asOf)
  },
  async values(query: SearchQuery, values: ValueQuery, asOf: number) {
    await reach(asOf)
    return history.events.values(query, values, asOf)
  },
  async find(accountId: string, eventId: string, asOf: number) {
    await reach(asOf)
    return history.events.find(accountId, eventId, asOf)
  },
  async close() {
    isClosing = true
    await caughtUp
    reader.close()
    await history.close()
  },
})

async function reach(position: number): Promise<void> {
  if ((await history.cursor()) < position) await follow(position)
}

/** One at a time: a follower is fed without gaps. */
async function follow(upTo: number): Promise<number> {
  if (isClosing) throw new Error('history is closing')
  const next = caughtUp.then(() => catchUp(history, reader, upTo))
  // Whoever asked sees the error; the next one starts from the same cursor.
  caughtUp = next.catch(() => undefined)
  return next
}
