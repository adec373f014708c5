import type { LedgerBatch, LedgerStore, StoredChange } from '../ledger/ledger-store.ts'
import { Thread } from './thread.ts'

/** A SQLite ledger in a thread of its own, so that waiting for the disk never holds up a call. */
export function ledgerThread(file: string): LedgerStore {
  const thread = new Thread('ledger-worker')
  return {
    async load() {
      const lastPosition = await thread.call<number>('open', file)
      return { lastPosition, resources: pagesOf(thread) }
    },
    append: (batch: LedgerBatch) => thread.call('append', batch),
    trim: (upTo) => thread.call('trim', upTo),
    async close() {
      await thread.call('close')
      await thread.end()
    },
  }
}

async function* pagesOf(thread: Thread): AsyncGenerator<StoredChange[], void> {
  for (;;) {
    const page = await thread.call<StoredChange[] | undefined>('resources')
    if (!page) return
    yield page
  }
}
