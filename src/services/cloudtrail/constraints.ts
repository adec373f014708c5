import type { ConstraintTable } from '../../wire/constraints.ts'
import { cloudtrailConstraints as generated } from './constraints.generated.ts'

/**
 * LookupEvents and Insights selectors answer their own members' faults with exceptions of their own; what is inside a lookup
 * attribute stays checked here. A tag may have an empty value, whatever the model says.
 */
export const cloudtrailConstraints: ConstraintTable = {
  rules: { ...generated.rules, TagValue: { max: 256 } },
  members: { ...generated.members, LookupEventsRequest: {}, InsightSelector: {} },
}
