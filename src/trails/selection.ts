import type { AuditEvent } from '../audit/audit-event.ts'
import type { RecordedRange } from './trail.ts'

/** What a trail of one region records: the management events that its account received there, while it was logging. */
export interface Selection {
  readonly accountId: string
  readonly region: string
  readonly recorded: readonly RecordedRange[]
}

export function isSelected(
  { accountId, region, recorded }: Selection,
  position: number,
  event: AuditEvent,
): boolean {
  return (
    event.managementEvent &&
    event.recipientAccountId === accountId &&
    event.awsRegion === region &&
    recorded.some(({ after, upTo = Infinity }) => after < position && position <= upTo)
  )
}
