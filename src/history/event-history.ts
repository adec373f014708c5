import type { ReferencedResource } from './lookup-fields.ts'

/**
 * CloudTrail's Event history: the management events of the last 90 days, found without any trail by one attribute and a
 * time range, newest first. Nothing in it can be changed.
 */
export interface EventHistory {
  /**
   * One page. Sees every event at or before position `asOf`, except those of the Data category and those older than 90 days.
   * A page with `next` may still be followed by an empty one.
   */
  lookup(query: LookupQuery, asOf: number): Promise<LookupPage>
}

export interface LookupQuery {
  /** Events that this account received (`recipientAccountId`). */
  readonly accountId: string
  readonly region: string
  readonly attribute?: LookupAttribute
  /** Both ends inclusive, epoch milliseconds. */
  readonly fromMs?: number
  readonly toMs?: number
  /** Events on the page, at least 1. */
  readonly limit: number
  /** Only events older than this place, for the pages after the first. */
  readonly before?: HistoryPlace
}

/** Whole values, compared exactly. `ReadOnly` is `true` or `false`. */
export interface LookupAttribute {
  readonly key: LookupAttributeKey
  readonly value: string
}

export type LookupAttributeKey =
  | 'EventId'
  | 'EventName'
  | 'ReadOnly'
  | 'Username'
  | 'ResourceType'
  | 'ResourceName'
  | 'EventSource'
  | 'AccessKeyId'

/** A place in the order of the history: newest `timeMs` first, among equals the highest position. */
export interface HistoryPlace {
  readonly timeMs: number
  readonly position: number
}

export interface LookupPage {
  readonly events: readonly HistoryEvent[]
  /** Where the next page goes on; absent when there are no more events. */
  readonly next?: HistoryPlace
}

export interface HistoryEvent {
  /** The ledger's. */
  readonly position: number
  readonly eventId: string
  readonly eventName: string
  readonly readOnly: boolean
  readonly accessKeyId?: string
  /** Epoch milliseconds of `eventTime`. */
  readonly timeMs: number
  readonly eventSource: string
  readonly username?: string
  readonly resources: readonly ReferencedResource[]
  /** The event as compact JSON, as the ledger keeps it. */
  readonly json: string
}
