import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'

/** A trail as we keep it, in CloudTrail's words. */
export interface Trail {
  readonly name: string
  readonly accountId: string
  readonly homeRegion: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  readonly includeGlobalServiceEvents: boolean
  readonly recursiveLogging?: boolean
  readonly tags: readonly TrailTag[]
  readonly isLogging: boolean
  /** Of the last start and stop, epoch milliseconds. */
  readonly startLoggingMs?: number
  readonly stopLoggingMs?: number
  /** Key of its {@link Delivery}. */
  readonly deliveryKey: string
}

export interface TrailTag {
  readonly key: string
  readonly value: string
}

/**
 * How far a trail's events are delivered. It outlives its trail until everything the trail recorded is in the bucket.
 * Positions are the ledger's.
 */
export interface Delivery {
  readonly key: string
  readonly trailArn: string
  readonly accountId: string
  readonly region: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  /** When the trail recorded, oldest first: events with `after` < position <= `upTo`, or without end while it is logging. */
  readonly recorded: readonly RecordedRange[]
  /** Everything at or before this position is delivered. */
  readonly cursor: number
  /**
   * The range from the cursor to here is being delivered. It is durable before the first of its files is visible, so that a
   * repetition after a crash makes the same files and no others.
   */
  readonly claimedUpTo?: number
  readonly isTrailDeleted: boolean
  readonly latestDeliveryMs?: number
  readonly latestAttemptMs?: number
  /** S3's code for why the last attempt failed, for example `NoSuchBucket`; absent when it did not. */
  readonly latestError?: string
}

export interface RecordedRange {
  readonly after: number
  readonly upTo?: number
}

export const trails = collection<Trail>('trails/trail')
export const deliveries = collection<Delivery>('trails/delivery')

export const TRAILS_PER_REGION_MAX = 5

export const trailsOfRegion: Index<Trail> = {
  of: trails,
  keyOf: ({ accountId, homeRegion }) => `${accountId}/${homeRegion}`,
}

export const trailsOfAccount: Index<Trail> = { of: trails, keyOf: ({ accountId }) => accountId }

export function trailKey(accountId: string, region: string, name: string): string {
  return `${accountId}/${region}/${name}`
}

export function trailArn(accountId: string, region: string, name: string): string {
  return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`
}

export function deliveryOf(trail: Trail, resources: ResourceReader): Delivery | undefined {
  return resources.get(deliveries, trail.deliveryKey)
}

/** The delivery of a trail that starts to record with the event at `position`. */
export function recordingFrom(delivery: Delivery, position: number): Delivery {
  const isIdle = delivery.recorded.length === 0
  return {
    ...delivery,
    // What happened before the start is not this trail's: no need to look through it.
    cursor: isIdle ? Math.max(delivery.cursor, position - 1) : delivery.cursor,
    recorded: [...delivery.recorded, { after: position - 1 }],
  }
}

/** The delivery of a trail whose last event is the one at `position`. */
export function recordingUpTo(delivery: Delivery, position: number): Delivery {
  return {
    ...delivery,
    recorded: delivery.recorded.map((range) => ({ ...range, upTo: range.upTo ?? position })),
  }
}
