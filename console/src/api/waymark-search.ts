import type { Connection } from './connection.ts'
import { signedPost } from './signed-post.ts'

export type SearchField =
  | 'eventName'
  | 'eventSource'
  | 'username'
  | 'readOnly'
  | 'errorCode'
  | 'sourceIPAddress'
  | 'awsRegion'
  | 'accessKeyId'
  | 'resourceName'
  | 'resourceType'
  | 'eventId'
  | 'principalArn'
  | 'userAgent'
  | 'eventType'
  | 'requestId'

export type SearchOperator =
  | 'equals'
  | 'notEquals'
  | 'contains'
  | 'notContains'
  | 'startsWith'
  | 'exists'
  | 'notExists'

export interface SearchFilter {
  readonly field: SearchField
  readonly operator: SearchOperator
  /** Absent for `exists` and `notExists` only. */
  readonly values?: readonly string[]
}

/** All filters must hold; a filter holds when any of its values does. Times are epoch seconds. */
export interface SearchQuery {
  readonly filters?: readonly SearchFilter[]
  readonly text?: string
  readonly startTime?: number
  readonly endTime?: number
  readonly regions?: readonly string[]
}

export interface FoundEvent {
  readonly position: number
  readonly eventId: string
  readonly eventTime: number
  readonly eventName: string
  readonly eventSource: string
  readonly username?: string
  readonly readOnly: boolean
  readonly errorCode?: string
  readonly sourceIPAddress: string
  readonly awsRegion: string
  readonly accessKeyId?: string
  readonly principalArn?: string
  readonly resources: readonly { readonly type: string; readonly name: string }[]
  readonly cloudTrailEvent: string
}

export interface EventsPage {
  readonly events: readonly FoundEvent[]
  readonly nextToken?: string
  readonly newestPosition: number
}

export interface EventCounts {
  readonly bucketSeconds: number
  readonly buckets: readonly {
    readonly startTime: number
    readonly total: number
    readonly errors: number
    readonly denied: number
  }[]
  readonly total: number
}

export interface FieldValue {
  readonly value: string
  readonly count: number
}

export interface Delivery {
  readonly trailArn: string
  readonly s3Bucket: string
  readonly s3Object: string
  readonly digestS3Bucket?: string
  readonly digestS3Object?: string
}

export interface Evaluation {
  readonly action: string
  readonly resource?: string
  readonly decision: string
  readonly statements: readonly {
    readonly policy: string
    readonly policyType: string
    readonly sid?: string
    readonly effect: string
    readonly matched: boolean
    readonly decided: boolean
    readonly mismatch?: string
  }[]
}

interface Page {
  readonly maxResults?: number
  readonly nextToken?: string
  readonly after?: number
  readonly waitSeconds?: number
}

/** Waymark's own search, signed and recorded like every other call. */
export interface WaymarkSearch {
  events(query: SearchQuery, page?: Page, signal?: AbortSignal): Promise<EventsPage>
  counts(query: SearchQuery, bucketSeconds?: number, signal?: AbortSignal): Promise<EventCounts>
  values(
    query: SearchQuery,
    field: SearchField,
    prefix?: string,
    signal?: AbortSignal,
  ): Promise<readonly FieldValue[]>
  event(
    eventId: string,
    signal?: AbortSignal,
  ): Promise<{ readonly event: FoundEvent; readonly deliveries: readonly Delivery[] }>
  denial(eventId: string, signal?: AbortSignal): Promise<Evaluation | undefined>
}

export function waymarkSearch(connection: Connection): WaymarkSearch {
  const call = <T>(operation: string, input: object, signal?: AbortSignal) =>
    signedPost<T>(connection, `/waymark/${operation}`, input, signal)
  return {
    events: (query, page = {}, signal) => call('SearchEvents', { query, ...page }, signal),
    counts: (query, bucketSeconds, signal) =>
      call(
        'CountEvents',
        { query, ...(bucketSeconds === undefined ? {} : { bucketSeconds }) },
        signal,
      ),
    async values(query, field, prefix, signal) {
      const named = prefix === undefined || prefix === '' ? {} : { prefix }
      const input = { query, field, maxResults: 50, ...named }
      return (await call<{ values: FieldValue[] }>('ListFieldValues', input, signal)).values
    },
    event: (eventId, signal) => call('GetEvent', { eventId }, signal),
    async denial(eventId, signal) {
      const input = { eventId }
      return (await call<{ evaluation?: Evaluation }>('ExplainDenial', input, signal)).evaluation
    },
  }
}
