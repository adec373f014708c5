import { SqliteLedger } from '../ledger/sqlite-ledger.ts'
import type { LedgerBatch } from '../ledger/ledger-store.ts'
import { serveCalls } from './thread.ts'

let ledger: SqliteLedger | undefined

serveCalls({
  open(file: string) {
    ledger = new SqliteLedger(file)
    return ledger.load()
  },
  append: (batch: LedgerBatch) => ledger?.append(batch),
  trim: (upTo: number) => ledger?.trim(upTo),
  close: () => ledger?.close(),
})
