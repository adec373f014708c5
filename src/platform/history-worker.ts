import { DuckDbHistory } from '../history/duckdb-history.ts'
import type { LookupQuery } from '../history/event-history.ts'
import { ReadAhead } from '../history/read-ahead.ts'
import { catchUp, type LedgerReader } from '../ledger/follower.ts'
import { openSqliteLedgerReader } from '../ledger/sqlite-ledger.ts'
import { systemClock } from './system.ts'
import { serveCalls } from './thread.ts'

let history: DuckDbHistory
let pages: ReadAhead
let reader: LedgerReader
let caughtUp: Promise<unknown> = Promise.resolve()

serveCalls({
  async open(ledgerFile: string, historyFile: string) {
    history = await DuckDbHistory.open(historyFile, systemClock)
    pages = new ReadAhead(history)
    reader = openSqliteLedgerReader(ledgerFile)
    return history.cursor()
  },
  follow: (upTo: number) => follow(upTo),
  async lookup(query: LookupQuery, asOf: number) {
    if ((await history.cursor()) < asOf) await follow(asOf)
    return pages.lookup(query, asOf)
  },
  async close() {
    await caughtUp
    reader.close()
    await history.close()
  },
})

/** One at a time: a follower is fed without gaps. */
function follow(upTo: number): Promise<number> {
  const next = caughtUp.then(() => catchUp(history, reader, upTo))
  // Whoever asked sees the error; the next one starts from the same cursor.
  caughtUp = next.catch(() => undefined)
  return next
}
