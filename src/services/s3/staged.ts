import type { StagedChange } from '../../buckets/object-store.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call, Decision } from '../operation.ts'
import { decidingOn as decideOn } from '../staged.ts'
import { fromStore } from './errors.ts'

/** Decides that a staged change is made, and says in S3's words when it cannot be. */
export function decidingOn<Output>(
  staged: StagedChange,
  outputOf: (now: Call) => Output,
  changesOf: (now: Call) => readonly ResourceChange[] = () => [],
): (now: Call) => Decision<Output> {
  const making = { ...staged, make: () => fromStore(staged.make()) }
  return decideOn(making, (now) => ({ output: outputOf(now), changes: changesOf(now) }))
}
