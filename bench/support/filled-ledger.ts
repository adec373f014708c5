import { SqliteLedger } from '../../src/ledger/sqlite-ledger.ts'
import { realisticEvents } from './realistic-events.ts'

const BATCH_EVENTS = 10_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Appends events of the last 80 days to a ledger that nobody else has open. Resolves with the last position. */
export function fillLedger(file: string, count: number): number {
  const ledger = new SqliteLedger(file)
  let { lastPosition } = ledger
  const toMs = Date.now() - 60_000
  let events: string[] = []
  const append = () => {
    ledger.append({ firstPosition: lastPosition + 1, events, changes: [] })
    lastPosition += events.length
    events = []
  }
  for (const { json } of realisticEvents({ count, fromMs: toMs - 80 * DAY_MS, toMs }))
    if (events.push(json) === BATCH_EVENTS) append()
  append()
  ledger.close()
  return lastPosition
}
