import type { LedgerBatch, LedgerStore } from '../ledger/ledger-store.ts'
import { Thread } from './thread.ts'

/** A SQLite ledger in a thread of its own, so that waiting for the disk never holds up a call. */
export function ledgerThread(file: string): LedgerStore {
  const thread = new Thread('ledger-worker')
  return {
    load: () => thread.call('open', file),
    append: (batch: LedgerBatch) => thread.call('append', batch),
    trim: (upTo) => thread.call('trim', upTo),
    async close() {
      await thread.call('close')
      await thread.end()
    },
  }
}
