import { Ledger, type LedgerEntry } from '../../src/ledger/ledger.ts'
import { main } from '../../src/main.ts'

/**
 * The negative control: a server that answers before its ledger is durable, as one that had forgotten to wait would.
 * Whoever judges the survivors of a crash must find that it lost something.
 */
type Commit = (this: Ledger, entry: LedgerEntry) => Promise<void>
const commit: Commit = Reflect.get(Ledger.prototype, 'commit') as Commit
const LATE_MS = 100

Ledger.prototype.commit = function careless(entry) {
  if (!entry.events.some((event) => event.includes('"CreateDeployment"')))
    return commit.call(this, entry)
  setTimeout(() => void commit.call(this, entry), LATE_MS)
  return Promise.resolve()
}

await main()
