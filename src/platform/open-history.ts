import type { Ledger } from '../ledger/ledger.ts'
import type { DataDirectory } from './data-directory.ts'
import { type HistoryThread, historyThread } from './history-thread.ts'

export interface OpenHistory {
  readonly history: HistoryThread
  /** Brings it up to what is durable. */
  readonly follow: () => Promise<void>
  /** Up to here the ledger's events are in history. */
  readonly followedUpTo: () => number
}

/** The history and the ledger are not of the same time; the message is for the person who started the server. */
export class HistoryAhead extends Error {}

/**
 * Event history, and what there is to say of how it fits the ledger: what neither of them has any more is told as advice.
 * Rejects with {@link HistoryAhead} when the history knows more than the ledger ever recorded.
 */
export async function openHistory(
  ledger: Ledger,
  { ledgerFile, historyFile }: Pick<DataDirectory, 'ledgerFile' | 'historyFile'>,
  advise: (text: string) => void,
): Promise<OpenHistory> {
  const history = await historyThread(ledgerFile, historyFile)
  let cursor = history.openedAt
  if (cursor > ledger.durablePosition) {
    await history.close()
    throw new HistoryAhead(
      `Event history ${historyFile} has ${cursor} events and the ledger only ${ledger.durablePosition}: they are not of the same backup. Without that file history begins anew, with what the ledger still keeps.`,
    )
  }
  const { gap } = history
  if (gap)
    advise(
      `Event history lacks events ${gap.first} to ${gap.last} of the ledger, all before ${gap.until}: ${historyFile} is new, or older than what the ledger still keeps. Log files of trails have them, where a trail recorded them.`,
    )
  return {
    history,
    followedUpTo: () => cursor,
    follow: async () => {
      if (cursor < ledger.durablePosition) cursor = await history.follow(ledger.durablePosition)
    },
  }
}
