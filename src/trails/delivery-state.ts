import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import type { RecordedRange } from './selection.ts'
import { arnOfTrail, selectionOf, type Trail } from './trail.ts'

/**
 * How far a trail's events are delivered. It outlives its trail until everything the trail recorded is in the bucket, and
 * its last digests too. Positions are the ledger's.
 */
export interface Delivery {
  readonly key: string
  readonly trailArn: string
  readonly trailName: string
  readonly homeRegion: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  /** The topic that is told of delivered files. */
  readonly snsTopicArn?: string
  readonly organizationId?: string
  /** When the trail recorded, oldest first, and what it selected then. */
  readonly recorded: readonly RecordedRange[]
  /** Everything at or before this position is delivered. */
  readonly cursor: number
  /**
   * The range from the cursor to `upTo` is being delivered. It is durable before the first of its files is visible, so that
   * a repetition after a crash makes the same files and no others.
   */
  readonly claim?: DeliveryClaim
  /** When CloudTrail looked at the bucket's access control list and left an event of it. */
  readonly aclReadMs?: number
  /** Present while attempts fail. */
  readonly retry?: Retry
  /** Present while the topic fails. */
  readonly notificationRetry?: Retry
  /** The log group that gets every event, and how far it has them. */
  readonly logs?: LogsFeed
  /** Present while digests are made of what is delivered. */
  readonly validation?: Validation
  readonly isTrailDeleted: boolean
}

export interface DeliveryClaim {
  readonly upTo: number
  readonly madeMs: number
}

export interface Retry {
  readonly failures: number
  readonly nextMs: number
}

export interface LogsFeed {
  readonly logGroupArn: string
  /** Everything at or before this position is sent. */
  readonly cursor: number
  /** Present while attempts fail. */
  readonly retry?: Retry
}

export interface Validation {
  /** The chains' first digests start here. */
  readonly sinceMs: number
  /** Validation was switched off: one last digest each. */
  readonly isEnding?: true
  readonly retry?: Retry
}

/** How delivery goes in one region of a trail: what GetTrailStatus tells there. */
export interface RegionStatus {
  readonly deliveryKey: string
  readonly region: string
  readonly latestDeliveryMs?: number
  readonly latestAttemptMs?: number
  /** S3's code for why the last attempt failed, for example `NoSuchBucket`; absent when it did not. */
  readonly latestError?: string
  readonly latestNotificationMs?: number
  readonly latestNotificationAttemptMs?: number
  /** SNS's code for why the last attempt failed, for example `AuthorizationError`; absent when it did not. */
  readonly latestNotificationError?: string
  /** In the home region: of CloudWatch Logs. */
  readonly latestLogsMs?: number
  readonly latestLogsError?: string
  readonly latestDigestMs?: number
  readonly latestDigestError?: string
}

export const deliveries = collection<Delivery>('trails/delivery')
const statuses = collection<RegionStatus>('trails/region-status')

const statusesOfDelivery: Index<RegionStatus> = {
  of: statuses,
  keyOf: ({ deliveryKey }) => deliveryKey,
}

export function newDelivery(trail: Trail, position: number): Delivery {
  return {
    key: trail.deliveryKey,
    trailArn: arnOfTrail(trail),
    trailName: trail.name,
    homeRegion: trail.homeRegion,
    ...placeOf(trail),
    ...logsOf(trail, undefined, position - 1),
    recorded: [],
    cursor: position - 1,
    isTrailDeleted: false,
  }
}

export function deliveryOf(trail: Trail, resources: ResourceReader): Delivery | undefined {
  return resources.get(deliveries, trail.deliveryKey)
}

/** The delivery of a trail that starts to record with the event at `position`. */
export function startedAt(
  delivery: Delivery,
  trail: Trail,
  { position, nowMs }: { readonly position: number; readonly nowMs: number },
): Delivery {
  const { logs, cursor, recorded } = delivery
  const range = { after: position - 1, selection: selectionOf(trail) }
  // What happened before the start is not this trail's: no need to look through it.
  const begun = (before: number) =>
    recorded.length === 0 ? Math.max(before, position - 1) : before
  const started = {
    ...delivery,
    ...(logs ? { logs: { ...logs, cursor: begun(logs.cursor) } } : {}),
    cursor: begun(cursor),
    recorded: [...recorded, range],
  }
  return trail.validatesLogFiles ? validatedSince(started, nowMs) : started
}

/** The delivery of a trail whose last event is the one at `position`. */
export function stoppedAt(delivery: Delivery, position: number): Delivery {
  return {
    ...delivery,
    recorded: delivery.recorded.map((range) => ({ ...range, upTo: range.upTo ?? position })),
  }
}

/**
 * The delivery of a trail whose settings change with the event at `position`: it is the last that is selected as before.
 * What is not delivered yet goes to the bucket that the trail has now, because that is how a lost bucket is replaced.
 */
export function changedAt(
  delivery: Delivery,
  trail: Trail,
  { position, nowMs }: { readonly position: number; readonly nowMs: number },
): Delivery {
  const {
    s3KeyPrefix: _prefix,
    snsTopicArn: _topic,
    organizationId: _id,
    aclReadMs: _aclReadMs,
    retry: _retry,
    notificationRetry: _notificationRetry,
    logs,
    ...kept
  } = delivery
  const moved = { ...kept, ...placeOf(trail), ...logsOf(trail, logs, position) }
  if (!trail.isLogging) return moved
  const recorded = [
    ...stoppedAt(delivery, position).recorded,
    { after: position, selection: selectionOf(trail) },
  ]
  const changed = { ...moved, recorded }
  if (trail.validatesLogFiles) return validatedSince(changed, nowMs)
  return changed.validation
    ? { ...changed, validation: { ...changed.validation, isEnding: true } }
    : changed
}

function validatedSince(delivery: Delivery, nowMs: number): Delivery {
  return {
    ...delivery,
    validation: { sinceMs: delivery.validation?.sinceMs ?? Math.floor(nowMs / 1000) * 1000 },
  }
}

function placeOf(trail: Trail) {
  const { s3BucketName, s3KeyPrefix, snsTopic, organizationId } = trail
  return {
    s3BucketName,
    ...(s3KeyPrefix === undefined ? {} : { s3KeyPrefix }),
    ...(snsTopic === undefined ? {} : { snsTopicArn: snsTopic.arn }),
    ...(organizationId === undefined ? {} : { organizationId }),
  }
}

/** A log group that is new gets what comes after `position`. */
function logsOf({ cloudWatchLogs }: Trail, before: LogsFeed | undefined, position: number) {
  if (!cloudWatchLogs) return {}
  const { logGroupArn } = cloudWatchLogs
  if (before?.logGroupArn === logGroupArn) return { logs: before }
  return { logs: { logGroupArn, cursor: position } }
}

export function regionStatus(
  resources: ResourceReader,
  deliveryKey: string,
  region: string,
): RegionStatus {
  return resources.get(statuses, statusKey(deliveryKey, region)) ?? { deliveryKey, region }
}

export function regionStatuses(
  resources: ResourceReader,
  deliveryKey: string,
): readonly RegionStatus[] {
  return resources.find(statusesOfDelivery, deliveryKey)
}

/**
 * A delivery and its statuses as they are now. Of a deleted trail nothing is kept once everything it recorded is delivered,
 * digests included.
 */
export function deliveryChanges(
  delivery: Delivery,
  changed: readonly RegionStatus[],
  resources: ResourceReader,
): readonly ResourceChange[] {
  const isOver =
    delivery.isTrailDeleted && delivery.recorded.length === 0 && delivery.validation === undefined
  const keyOf = ({ deliveryKey, region }: RegionStatus) => statusKey(deliveryKey, region)
  return isOver
    ? [
        deliveries.delete(delivery.key),
        ...regionStatuses(resources, delivery.key).map((status) => statuses.delete(keyOf(status))),
      ]
    : [
        deliveries.put(delivery.key, delivery),
        ...changed.map((status) => statuses.put(keyOf(status), status)),
      ]
}

function statusKey(deliveryKey: string, region: string): string {
  return `${deliveryKey}/${region}`
}
