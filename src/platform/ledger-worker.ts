import { SqliteLedger } from '../ledger/sqlite-ledger.ts'
import type { LedgerBatch, StoredChange } from '../ledger/ledger-store.ts'
import { serveCalls } from './thread.ts'

let ledger: SqliteLedger | undefined
let pages: Iterator<StoredChange[], void> | undefined

serveCalls({
  open(file: string) {
    ledger = new SqliteLedger(file)
    pages = ledger.resources()
    return ledger.lastPosition
  },
  /** The next page; undefined behind the last. */
  resources: () => pages?.next().value,
  append: (batch: LedgerBatch) => ledger?.append(batch),
  firstArchived: (archive: string, from: string, below: string) =>
    ledger?.firstArchived(archive, from, below),
  trim: (upTo: number, nowMs: number) => ledger?.trim(upTo, nowMs),
  close: () => ledger?.close(),
})
