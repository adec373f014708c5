import type { StagedChange } from '../buckets/object-store.ts'
import type { Call, Decision } from './operation.ts'

/** Decides that a staged change is made: with the event of its call, or not at all when the call is refused after all. */
export function decidingOn<Output>(
  staged: StagedChange,
  decide: (now: Call) => Decision<Output>,
): (now: Call) => Decision<Output> {
  return (now) => {
    try {
      const decision = decide(now)
      return {
        ...decision,
        changes: [...decision.changes, ...staged.changes()],
        afterDurable: () => staged.make(),
      }
    } catch (error) {
      staged.drop()
      throw error
    }
  }
}
