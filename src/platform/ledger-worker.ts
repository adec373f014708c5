import { GroupCommit } from '../ledger/group-commit.ts'
import { SqliteLedger } from '../ledger/sqlite-ledger.ts'
import type { LedgerBatch, StoredChange } from '../ledger/ledger-store.ts'
import { serveCalls } from './thread.ts'

let ledger: SqliteLedger
let pages: Iterator<StoredChange[], void>
const commits = new GroupCommit((...batches) => ledger.append(...batches))

serveCalls({
  open(file: string) {
    ledger = new SqliteLedger(file)
    pages = ledger.resources()
    return ledger.lastPosition
  },
  /** The next page; undefined behind the last. */
  resources: () => pages.next().value,
  append: (batch: LedgerBatch) => commits.append(batch),
  firstArchived: (archive: string, from: string, below: string) =>
    ledger.firstArchived(archive, from, below),
  trim: (upTo: number, nowMs: number) => ledger.trim(upTo, nowMs),
  close: () => ledger.close(),
})
