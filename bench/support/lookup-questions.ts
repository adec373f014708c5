import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { LookupAttribute, LookupAttributeKey } from '../../src/history/event-history.ts'
import { type LookupFields, lookupFieldsOf } from '../../src/history/lookup-fields.ts'
import type { LedgerReader } from '../../src/ledger/follower.ts'

/** What is asked of one attribute. */
export interface Questions {
  readonly key: LookupAttributeKey
  /** Values that events of the account and region carry, as often as they carry them. */
  readonly found: readonly LookupAttribute[]
  /** A value that no event carries, but that lies among those they do: the whole history has to be looked through. */
  readonly absent: LookupAttribute
}

const valuesOf: Readonly<Record<LookupAttributeKey, (fields: LookupFields) => string | undefined>> =
  {
    EventId: ({ eventId }) => eventId,
    EventName: ({ eventName }) => eventName,
    ReadOnly: ({ readOnly }) => String(readOnly),
    Username: ({ username }) => username,
    ResourceType: ({ resources }) => resources[0]?.type,
    ResourceName: ({ resources }) => resources[0]?.name,
    EventSource: ({ eventSource }) => eventSource,
    AccessKeyId: ({ accessKeyId }) => accessKeyId,
  }

/** Draws events evenly over the whole ledger. */
export function questionsAbout(
  ledger: LedgerReader,
  lastPosition: number,
  { accountId, region, each }: { accountId: string; region: string; each: number },
): Questions[] {
  const keys = Object.keys(valuesOf) as LookupAttributeKey[]
  const found = new Map<LookupAttributeKey, LookupAttribute[]>(keys.map((key) => [key, []]))
  const draws = each * 50
  for (let draw = 0; draw < draws; draw++) {
    const after = Math.floor((draw * lastPosition) / draws)
    const [event] = ledger.read(after, lastPosition, 1)
    if (!event) break
    const fields = lookupFieldsOf(JSON.parse(event.json) as AuditEvent)
    if (fields.accountId !== accountId || fields.region !== region) continue
    for (const [key, values] of found) {
      const value = valuesOf[key](fields)
      if (value !== undefined) values.push({ key, value })
    }
  }
  return keys.map((key) => ({
    key,
    found: spread(found.get(key) ?? [], each),
    absent: { key, value: `${found.get(key)?.[each]?.value}~` },
  }))
}

/** `count` of the values, evenly chosen. */
function spread<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count)
  return Array.from({ length: count }, (_, i) => values[Math.floor(i * step)]).filter(
    (value) => value !== undefined,
  )
}
