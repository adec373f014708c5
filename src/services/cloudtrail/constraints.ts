import type { ConstraintTable } from '../../wire/constraints.ts'
import { cloudtrailConstraints as generated } from './constraints.generated.ts'

/**
 * LookupEvents and Insights selectors answer their own members' faults with exceptions of their own; what is inside a lookup
 * attribute stays checked here.
 */
export const cloudtrailConstraints: ConstraintTable = {
  ...generated,
  members: { ...generated.members, LookupEventsRequest: {}, InsightSelector: {} },
}
