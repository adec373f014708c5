import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import type { Scope } from './scope.ts'

/** A message that a device or a program published. */
export interface TopicMessage extends Scope {
  readonly topic: string
  readonly payload: Uint8Array
  /** When it came in, epoch milliseconds. */
  readonly nowMs: number
}

/** A service that listens to what devices publish. */
export interface TopicSubscriber {
  /** What the message changes. Must not throw: who publishes does not hear what a subscriber makes of it. */
  receive(message: TopicMessage, resources: ResourceReader): readonly ResourceChange[]
}
