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
    firstArchived: (archive, from, below) => thread.call('firstArchived', archive, from, below),
    trim: (upTo, nowMs) => thread.call('trim', upTo, nowMs),
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
