import type { ConstraintTable } from '../../wire/constraints.ts'
import { cloudtrailConstraints as generated } from './constraints.generated.ts'

/** LookupEvents answers its own members' faults with exceptions of its own; what is inside an attribute stays checked here. */
export const cloudtrailConstraints: ConstraintTable = {
  ...generated,
  members: { ...generated.members, LookupEventsRequest: {} },
}
