import { collection, type ResourceChange, type ResourceReader } from '../../ledger/resources.ts'
import { type Delivery, deliveries, deliveryChanges, type Retry } from '../delivery-state.ts'

/** How far a feed that all trails share has come: an event bus, a webhook. */
export interface Feed {
  readonly name: string
  /** Everything at or before this position is sent. */
  readonly cursor: number
  /** Present while attempts fail. */
  readonly retry?: Retry
}

export const feeds = collection<Feed>('trails/feed')

/** The position up to which no feed needs what a trail recorded. */
export function fedUpTo(delivery: Delivery, resources: ResourceReader): number {
  const shared = resources.list(feeds).map(({ cursor }) => cursor)
  return Math.min(delivery.logs?.cursor ?? Infinity, ...shared)
}

/** What trails recorded and everybody has by now is forgotten, and with it the trails that are deleted. */
export function forgetRecorded(resources: ResourceReader): readonly ResourceChange[] {
  return resources.list(deliveries).flatMap((delivery) => {
    const doneUpTo = Math.min(delivery.cursor, fedUpTo(delivery, resources))
    const recorded = delivery.recorded.filter(({ upTo = Infinity }) => upTo > doneUpTo)
    return recorded.length === delivery.recorded.length
      ? []
      : deliveryChanges({ ...delivery, recorded }, [], resources)
  })
}
