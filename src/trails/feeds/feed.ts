import type { AuditEvent } from '../../audit/audit-event.ts'
import type { RecordedRange } from '../selection.ts'

/** Where the events of trails go besides their buckets. */
export type FeedTarget =
  | {
      readonly kind: 'logs'
      readonly logGroupArn: string
      readonly homeRegion: string
      readonly organizationId?: string
    }
  | { readonly kind: 'event-bus' }
  | { readonly kind: 'webhook'; readonly name: string }

/** A range of the ledger, to be sent to a target as far as trails recorded it. */
export interface FeedJob {
  readonly target: FeedTarget
  /** An event is sent when one of the trails recorded it. */
  readonly trails: readonly (readonly RecordedRange[])[]
  /** Events with `after` < position <= `upTo`; all of them are durable. */
  readonly after: number
  readonly upTo: number
  /** Older events are given up. */
  readonly eventsSinceMs: number
}

export interface FeedSent {
  /** Everything at or before it is done with. */
  readonly cursor: number
  /** Events that were sent. */
  readonly count: number
  /** The target's code for why it did not come further; absent when it did. */
  readonly error?: string
}

export interface FeedSender {
  /** Resolves when everything is sent or something failed. Doing it again sends the same again. */
  send(job: FeedJob): Promise<FeedSent>
  /** Whether the target takes anything at all. Rejects with a {@link FeedError} or an error with its code. */
  check(target: FeedTarget): Promise<void>
}

export interface FeedEvent {
  readonly event: AuditEvent
  /** The event as compact JSON, byte for byte. */
  readonly json: string
  readonly eventMs: number
}

/** Speaks to one kind of target. */
export interface FeedOutlet {
  /** Resolves when the target has all of them. Rejects with {@link FeedError}; some may then be sent. */
  send(events: readonly FeedEvent[]): Promise<void>
  check(): Promise<void>
}

/** The target did not take the events. `code` is the target's, as GetTrailStatus shows it. */
export class FeedError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'FeedError'
    this.code = code
  }
}
