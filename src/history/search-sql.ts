import { HISTORY_DAYS } from '../audit/audit-event.ts'
import type { HistoryPlace } from './event-history.ts'
import { columns, type Condition, hashOf } from './event-row.ts'
import {
  denialCodes,
  type SearchField,
  type SearchFilter,
  type SearchPage,
  type SearchQuery,
  type ValueQuery,
} from './event-search.ts'

/** Searches as SQL for the table of {@link columns}. Whatever callers wrote is a value, and never part of the text. */

/** `?` stands for the values, in their order. */
export interface Statement {
  readonly sql: string
  readonly values: readonly Condition['value'][]
}

const DAY_MS = 24 * 60 * 60 * 1000
const everyColumn = columns.map(([name]) => name).join(', ')

/** Where a field is. Lists of resources are lists of values. */
const fields: Readonly<Record<SearchField, { readonly sql: string; readonly isList?: true }>> = {
  eventName: { sql: 'event_name' },
  eventSource: { sql: 'event_source' },
  username: { sql: 'username' },
  readOnly: { sql: 'cast(read_only as varchar)' },
  errorCode: { sql: 'error_code' },
  sourceIPAddress: { sql: 'source_ip' },
  awsRegion: { sql: 'region' },
  accessKeyId: { sql: 'access_key_id' },
  resourceName: { sql: `json_extract_string(resources, '$[*][1]')`, isList: true },
  resourceType: { sql: `json_extract_string(resources, '$[*][0]')`, isList: true },
  eventId: { sql: 'event_id' },
  principalArn: { sql: 'principal_arn' },
  userAgent: { sql: 'user_agent' },
  eventType: { sql: 'event_type' },
  requestId: { sql: 'request_id' },
}

export function searchStatement(
  query: SearchQuery,
  { limit, before }: SearchPage,
  nowMs: number,
): Statement {
  const where = whereOf([...conditionsOf(query, nowMs), ...(before ? olderThan(before) : [])])
  return {
    sql: `select ${everyColumn} from event where ${where.sql}
      order by time_ms desc, position desc limit ${limit + 1}`,
    values: where.values,
  }
}

export function countStatement(query: SearchQuery, spanMs: number, nowMs: number): Statement {
  const where = whereOf(conditionsOf(query, nowMs))
  const span = wholeMs(spanMs)
  return {
    sql: `select time_ms // ${span} * ${span} as start_ms, count(*), count(error_code),
        count(*) filter (error_code in (${denialCodes.map(() => '?').join(', ')}))
      from event where ${where.sql} group by start_ms order by start_ms`,
    values: [...denialCodes, ...where.values],
  }
}

export function extentStatement(query: SearchQuery, nowMs: number): Statement {
  const where = whereOf(conditionsOf(query, nowMs))
  return {
    sql: `select min(time_ms), max(time_ms) from event where ${where.sql}`,
    values: where.values,
  }
}

export function valuesStatement(
  query: SearchQuery,
  { field, prefix, limit }: ValueQuery,
  nowMs: number,
): Statement {
  const where = whereOf(conditionsOf(query, nowMs))
  const { sql, isList } = fields[field]
  // A resource that an event names twice counts once: what is counted is events.
  const value = isList ? `unnest(list_distinct(${sql}))` : sql
  return {
    sql: `select value, count(*) as times from (select ${value} as value from event where ${where.sql})
      where value is not null and starts_with(lower(value), lower(?))
      group by value order by times desc, value limit ${limit}`,
    values: [...where.values, prefix],
  }
}

export function findStatement(accountId: string, eventId: string, nowMs: number): Statement {
  const filter = { field: 'eventId', test: 'equals', isNegated: false, values: [eventId] } as const
  return searchStatement({ accountId, filters: [filter], words: [] }, { limit: 1 }, nowMs)
}

/** Callers may ask for any moment; beyond these there are no events. */
export function wholeMs(value: number): bigint {
  const max = Number.MAX_SAFE_INTEGER
  return BigInt(Math.trunc(Math.min(max, Math.max(-max, value))))
}

export function oldestShownMs(nowMs: number): number {
  return nowMs - HISTORY_DAYS * DAY_MS
}

export function olderThan({ timeMs, position }: HistoryPlace): Statement[] {
  return [
    // Said twice, because only the plain comparison lets row groups be passed over.
    { sql: 'time_ms <= ?', values: [wholeMs(timeMs)] },
    {
      sql: '(time_ms < ? or position < ?)',
      values: [wholeMs(timeMs), wholeMs(position)],
    },
  ]
}

/** Every `?` becomes the place of its value. */
export function numbered(sql: string): string {
  let place = 0
  return sql.replaceAll('?', () => `$${++place}`)
}

function whereOf(conditions: readonly Statement[]): Statement {
  return {
    sql: conditions.map(({ sql }) => sql).join(' and '),
    values: conditions.flatMap(({ values }) => values),
  }
}

function conditionsOf(query: SearchQuery, nowMs: number): Statement[] {
  const { accountId, regions, fromMs, toMs, after, words, filters } = query
  const oldestMs = oldestShownMs(nowMs)
  return [
    { sql: 'account_id = ?', values: [accountId] },
    { sql: 'time_ms >= ?', values: [wholeMs(Math.max(oldestMs, fromMs ?? oldestMs))] },
    ...(toMs === undefined ? [] : [{ sql: 'time_ms <= ?', values: [wholeMs(toMs)] }]),
    ...(after === undefined ? [] : [{ sql: 'position > ?', values: [wholeMs(after)] }]),
    ...(regions ? [anyOf(regions, 'region = ?')] : []),
    ...filters.map(filterCondition),
    ...words.map((word) => ({ sql: `regexp_matches(json, ?, 'i')`, values: [literal(word)] })),
  ]
}

const tests = {
  equals: '@ = ?',
  contains: 'contains(lower(@), lower(?))',
  'starts-with': 'starts_with(lower(@), lower(?))',
} as const

/** An event without the field is told by `false`, so that the negation of a filter finds it. */
function filterCondition({ field, test, isNegated, values }: SearchFilter): Statement {
  const { sql, isList } = fields[field]
  const not = isNegated ? 'not ' : ''
  if (test === 'exists') return { sql: `${not}(${sql} is not null)`, values: [] }
  if (field === 'eventId' && test === 'equals') {
    const ids = anyId(values)
    return { ...ids, sql: `${not}${ids.sql}` }
  }
  const holds = anyOf(values, tests[test].replace('@', isList ? 'item' : sql))
  const found = isList ? `len(list_filter(${sql}, lambda item: ${holds.sql})) > 0` : holds.sql
  return { sql: `${not}coalesce(${found}, false)`, values: holds.values }
}

/** By the narrow column first: ids never repeat, and reading one costs more than a hash. */
function anyId(ids: readonly string[]): Statement {
  const each = ids.map((id) => `(event_id_hash = ${hashOf(id)} and event_id = ?)`)
  return { sql: `(${each.join(' or ') || 'false'})`, values: ids }
}

/** A text as a regular expression that means just that: they are found in any case twice as fast as by `lower`. */
function literal(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex
    /[\x00-\x7f]/g,
    (character) =>
      /\w/.test(character)
        ? character
        : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}

function anyOf(values: readonly string[], each: string): Statement {
  if (values.length === 0) return { sql: 'false', values: [] }
  return { sql: `(${values.map(() => each).join(' or ')})`, values }
}
