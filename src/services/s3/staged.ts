import type { StagedChange } from '../../buckets/object-store.ts'
import type { Call, Decision } from '../operation.ts'
import { fromStore } from './errors.ts'

/** Decides that a staged change is made: with the event of its call, or not at all when the call is refused after all. */
export function decidingOn<Output>(
  staged: StagedChange,
  outputOf: (now: Call) => Output,
): (now: Call) => Decision<Output> {
  return (now) => {
    try {
      const output = outputOf(now)
      return { output, changes: staged.changes(), afterDurable: () => fromStore(staged.make()) }
    } catch (error) {
      staged.drop()
      throw error
    }
  }
}
