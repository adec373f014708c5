import type { HistoryEvent, HistoryPlace } from './event-history.ts'

/**
 * Searching event history by anything an event is known for, and counting what is found. The same events as LookupEvents
 * sees, in all regions unless some are asked for, and never another account's.
 */
export interface EventSearch {
  /** One page, newest first. Sees every event at or before position `asOf`, as do all others here. */
  search(query: SearchQuery, page: SearchPage, asOf: number): Promise<FoundPage>
  /** How many events began in each span of time, oldest first; spans without events are left out. */
  count(query: SearchQuery, spanMs: number, asOf: number): Promise<readonly SpanCount[]>
  /** When the first and the last event that would be found happened; undefined when there are none. */
  extent(query: SearchQuery, asOf: number): Promise<TimeExtent | undefined>
  /** The values of a field, the most frequent first and among equals in the order of their code points. */
  values(query: SearchQuery, values: ValueQuery, asOf: number): Promise<readonly ValueCount[]>
  find(accountId: string, eventId: string, asOf: number): Promise<FoundEvent | undefined>
}

/** All of it must hold. */
export interface SearchQuery {
  /** Events that this account received. */
  readonly accountId: string
  /** All of them when absent. */
  readonly regions?: readonly string[]
  /** Both ends inclusive, epoch milliseconds. */
  readonly fromMs?: number
  readonly toMs?: number
  readonly filters: readonly SearchFilter[]
  /** Each occurs somewhere in the event's JSON, in any case. */
  readonly words: readonly string[]
  /** Only events of a higher position. */
  readonly after?: number
}

/**
 * Holds when one of the values fits; negated, when none does. An event without the field fits no value; one that has it
 * several times fits when one of them does.
 */
export interface SearchFilter {
  readonly field: SearchField
  readonly test: SearchTest
  readonly isNegated: boolean
  /** Of no meaning for `exists`. */
  readonly values: readonly string[]
}

/** `contains` and `starts-with` have no regard to case. */
export type SearchTest = 'equals' | 'contains' | 'starts-with' | 'exists'

export const searchFields = [
  'eventName',
  'eventSource',
  'username',
  'readOnly',
  'errorCode',
  'sourceIPAddress',
  'awsRegion',
  'accessKeyId',
  'resourceName',
  'resourceType',
  'eventId',
  'principalArn',
  'userAgent',
  'eventType',
  'requestId',
] as const

export type SearchField = (typeof searchFields)[number]

export interface SearchPage {
  /** At least 1. */
  readonly limit: number
  /** Only events older than this place, for the pages after the first. */
  readonly before?: HistoryPlace
}

export interface FoundPage {
  readonly events: readonly FoundEvent[]
  /** Absent when there are no more events. */
  readonly next?: HistoryPlace
}

export interface FoundEvent extends HistoryEvent {
  readonly region: string
  readonly sourceIPAddress: string
  readonly errorCode?: string
  readonly principalArn?: string
}

export interface SpanCount {
  /** A multiple of the span. */
  readonly startMs: number
  readonly total: number
  /** With an `errorCode`. */
  readonly errors: number
  /** Of these, by {@link isDenial}. */
  readonly denied: number
}

export interface TimeExtent {
  readonly firstMs: number
  readonly lastMs: number
}

export interface ValueQuery {
  readonly field: SearchField
  /** What the values start with, in any case. */
  readonly prefix: string
  readonly limit: number
}

export interface ValueCount {
  readonly value: string
  readonly count: number
}

/** The codes under which CloudTrail records that authorization failed: all services', and EC2's. */
export const denialCodes: readonly string[] = ['AccessDenied', 'Client.UnauthorizedOperation']

export function isDenial(errorCode: string | undefined): boolean {
  return errorCode !== undefined && denialCodes.includes(errorCode)
}
