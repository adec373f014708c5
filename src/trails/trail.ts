import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import type { Selection } from './selection.ts'
import { defaultSelectors, type Selectors } from './selectors.ts'

/** A trail as we keep it, in CloudTrail's words. */
export interface Trail {
  readonly name: string
  readonly accountId: string
  readonly homeRegion: string
  readonly s3BucketName: string
  readonly s3KeyPrefix?: string
  /** Named as the caller did, by its name or its ARN. */
  readonly snsTopic?: { readonly name: string; readonly arn: string }
  readonly cloudWatchLogs?: { readonly logGroupArn: string; readonly roleArn: string }
  readonly includeGlobalServiceEvents: boolean
  readonly isMultiRegion: boolean
  readonly validatesLogFiles: boolean
  /** Id of the organization whose trail it is; absent for a trail of one account. */
  readonly organizationId?: string
  readonly recursiveLogging?: boolean
  /** Absent until selectors are put. */
  readonly selectors?: Selectors
  readonly insightSelectors: readonly InsightSelector[]
  readonly tags: readonly TrailTag[]
  readonly isLogging: boolean
  /** Of the last start and stop, epoch milliseconds. */
  readonly startLoggingMs?: number
  readonly stopLoggingMs?: number
  /** Key of its delivery. */
  readonly deliveryKey: string
}

export interface InsightSelector {
  readonly insightType: 'ApiCallRateInsight' | 'ApiErrorRateInsight'
  readonly eventCategories: readonly ('Management' | 'Data')[]
}

export interface TrailTag {
  readonly key: string
  readonly value: string
}

export const trails = collection<Trail>('trails/trail')

/** Replicas count. */
export const TRAILS_PER_REGION_MAX = 5

const trailsOfAccount: Index<Trail> = { of: trails, keyOf: ({ accountId }) => accountId }

const organizationTrails: Index<Trail> = {
  of: trails,
  keyOf: ({ organizationId }) => (organizationId === undefined ? undefined : 'all'),
}

/** The trails that an account sees: its own, and those of its organization. */
export function trailsSeenBy(resources: ResourceReader, accountId: string): readonly Trail[] {
  const own = resources.find(trailsOfAccount, accountId)
  const shared = resources.find(organizationTrails, 'all')
  return [...own, ...shared.filter((trail) => trail.accountId !== accountId)]
}

/** A trail is seen where it logs: at home, and as a replica in every other region when it is a multi-region trail. */
export function isSeenIn({ homeRegion, isMultiRegion }: Trail, region: string): boolean {
  return isMultiRegion || homeRegion === region
}

export function trailKey(accountId: string, region: string, name: string): string {
  return `${accountId}/${region}/${name}`
}

export function putTrail(trail: Trail) {
  return trails.put(trailKey(trail.accountId, trail.homeRegion, trail.name), trail)
}

export function trailArn(accountId: string, region: string, name: string): string {
  return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`
}

export function arnOfTrail({ accountId, homeRegion, name }: Trail): string {
  return trailArn(accountId, homeRegion, name)
}

export function selectorsOf({ selectors = defaultSelectors }: Trail): Selectors {
  return selectors
}

/** What a trail with these settings records. */
export function selectionOf(trail: Trail): Selection {
  const { organizationId, isMultiRegion, includeGlobalServiceEvents, recursiveLogging } = trail
  return {
    ...(organizationId === undefined ? { accountId: trail.accountId } : {}),
    ...(isMultiRegion ? {} : { region: trail.homeRegion }),
    includesGlobalServiceEvents: includeGlobalServiceEvents,
    isRecursive: recursiveLogging ?? true,
    selectors: selectorsOf(trail),
  }
}
