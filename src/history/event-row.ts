import type { AuditEvent } from '../audit/audit-event.ts'
import type { PositionedEvent } from '../ledger/follower.ts'
import type { HistoryEvent, HistoryPlace, LookupAttribute } from './event-history.ts'
import type { FoundEvent } from './event-search.ts'
import { lookupFieldsOf, type ReferencedResource } from './lookup-fields.ts'

/** Columns that came later, and where an event's JSON has them: with it they are filled in for events of before. */
export const addedColumns = [
  ['error_code', 'varchar', '$.errorCode'],
  ['source_ip', 'varchar', '$.sourceIPAddress'],
  ['principal_arn', 'varchar', '$.userIdentity.arn'],
  ['user_agent', 'varchar', '$.userAgent'],
  ['event_type', 'varchar', '$.eventType'],
  ['request_id', 'varchar', '$.requestID'],
] as const

/** How an event lies in a table: the columns it is found by, and its JSON. */
export const columns = [
  ['position', 'bigint'],
  ['time_ms', 'bigint'],
  ['account_id', 'varchar'],
  ['region', 'varchar'],
  ['event_id', 'varchar'],
  ['event_name', 'varchar'],
  ['read_only', 'boolean'],
  ['username', 'varchar'],
  ['event_source', 'varchar'],
  ['access_key_id', 'varchar'],
  // [["AWS::IAM::User","alice"],…], or null for none
  ['resources', 'varchar'],
  // Ids never repeat, so a scan for one compares these and seldom reads an id.
  ['event_id_hash', 'uinteger'],
  ['json', 'varchar'],
  ...addedColumns,
] as const

const JSON_COLUMN = columns.findIndex(([name]) => name === 'json')

/** In the order of {@link columns}. */
export type Row = readonly [
  position: bigint,
  timeMs: bigint,
  accountId: string,
  region: string,
  eventId: string,
  eventName: string,
  readOnly: boolean,
  username: string | null,
  eventSource: string,
  accessKeyId: string | null,
  resources: string | null,
  eventIdHash: number,
  json: string,
  errorCode: string | null,
  sourceIp: string,
  principalArn: string | null,
  userAgent: string | null,
  eventType: string,
  requestId: string | null,
]

/** Nothing for events that history does not show. */
export function rowOf({ position, json }: PositionedEvent): Row | undefined {
  const fields = lookupFieldsOf(JSON.parse(json) as AuditEvent)
  if (fields.category === 'Data') return undefined
  return [
    BigInt(position),
    BigInt(fields.timeMs),
    fields.accountId,
    fields.region,
    fields.eventId,
    fields.eventName,
    fields.readOnly,
    fields.username ?? null,
    fields.eventSource,
    fields.accessKeyId ?? null,
    resourcesText(fields.resources),
    hashOf(fields.eventId),
    json,
    fields.errorCode ?? null,
    fields.sourceIPAddress,
    fields.principalArn ?? null,
    fields.userAgent ?? null,
    fields.eventType,
    fields.requestId ?? null,
  ]
}

export function eventOfRow(row: Row): HistoryEvent {
  const [position, timeMs, , , eventId, eventName, readOnly, username, ...others] = row
  const [eventSource, accessKeyId, resources, , json] = others
  return {
    position: Number(position),
    eventId,
    eventName,
    readOnly,
    ...(accessKeyId === null ? {} : { accessKeyId }),
    timeMs: Number(timeMs),
    eventSource,
    ...(username === null ? {} : { username }),
    resources: resourcesOf(resources),
    json,
  }
}

export function foundEventOfRow(row: Row): FoundEvent {
  const [, , , region] = row
  const [errorCode, sourceIPAddress, principalArn] = row.slice(JSON_COLUMN + 1) as [
    string | null,
    string,
    string | null,
  ]
  return {
    ...eventOfRow(row),
    region,
    sourceIPAddress,
    ...(errorCode === null ? {} : { errorCode }),
    ...(principalArn === null ? {} : { principalArn }),
  }
}

export function placeOf([position, timeMs]: Row): HistoryPlace {
  return { position: Number(position), timeMs: Number(timeMs) }
}

function resourcesText(resources: readonly ReferencedResource[]): string | null {
  return resources.length > 0
    ? JSON.stringify(resources.map(({ type, name }) => [type, name]))
    : null
}

function resourcesOf(text: string | null): ReferencedResource[] {
  const pairs = JSON.parse(text ?? '[]') as [string, string][]
  return pairs.map(([type, name]) => ({ type, name }))
}

/** `?` in `sql` stands for the value. */
export interface Condition {
  readonly sql: string
  readonly value: bigint | string | boolean
}

export function conditionOf({ key, value }: LookupAttribute): Condition {
  switch (key) {
    case 'EventId':
      return { sql: `event_id_hash = ${hashOf(value)} and event_id = ?`, value }
    case 'EventName':
      return { sql: 'event_name = ?', value }
    case 'ReadOnly':
      // Whatever else a caller writes there matches nothing.
      return { sql: 'cast(read_only as varchar) = ?', value }
    case 'Username':
      return { sql: 'username = ?', value }
    case 'EventSource':
      return { sql: 'event_source = ?', value }
    case 'AccessKeyId':
      return { sql: 'access_key_id = ?', value }
    // Within JSON's text a quotation mark that belongs to a name is escaped, so a name cannot look like another one's end.
    case 'ResourceType':
      return { sql: 'contains(resources, ?)', value: `[${JSON.stringify(value)},` }
    case 'ResourceName':
      return { sql: 'contains(resources, ?)', value: `,${JSON.stringify(value)}]` }
  }
}

/** FNV-1a. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
