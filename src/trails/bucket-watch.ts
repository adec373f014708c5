import type { Clock } from '../base/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import {
  type Delivery,
  deliveries,
  deliveryChanges,
  regionStatus,
  regionStatuses,
} from './delivery-state.ts'
import type { BucketFault, Buckets } from './destination.ts'

export interface BucketWatchParts {
  readonly ledger: Ledger
  readonly buckets: Buckets
  readonly clock: Clock
  /** All accounts of the installation. */
  readonly accountIds: () => readonly string[]
}

/** S3's codes, as GetTrailStatus shows them. */
const codes: Readonly<Record<BucketFault, string>> = {
  'no-such-bucket': 'NoSuchBucket',
  'insufficient-policy': 'AccessDenied',
}

/**
 * Asks the bucket of every trail that is logging whether it would take files, so that GetTrailStatus tells of a lost bucket
 * before there is anything to deliver. Rejects only when the ledger cannot write.
 */
export async function watchBuckets(parts: BucketWatchParts): Promise<void> {
  const logging = parts.ledger.resources.list(deliveries).filter(isLogging)
  await Promise.all(logging.map((delivery) => watchBucket(delivery, parts)))
}

async function watchBucket(delivery: Delivery, parts: BucketWatchParts): Promise<void> {
  const { ledger, buckets, clock, accountIds } = parts
  const { key, trailArn, s3BucketName, s3KeyPrefix, organizationId, recorded } = delivery
  const accountId = recorded.at(-1)?.selection.accountId
  const fault = await buckets.faultOf({
    bucket: s3BucketName,
    ...(s3KeyPrefix === undefined ? {} : { keyPrefix: s3KeyPrefix }),
    ...(organizationId === undefined ? {} : { organizationId }),
    accountIds: accountId === undefined ? accountIds() : [accountId],
    trailArn,
  })
  const now = ledger.resources.get(deliveries, key)
  // While attempts fail, they know best.
  if (!now || !isLogging(now) || now.retry) return
  const known = regionStatuses(ledger.resources, key)
  const home = regionStatus(ledger.resources, key, now.homeRegion)
  const latestError = fault && codes[fault]
  const changed = [...known.filter(({ region }) => region !== now.homeRegion), home]
    .filter((status) => status.latestError !== latestError)
    .map(({ latestError: _error, ...status }) =>
      latestError === undefined ? status : { ...status, latestError, latestAttemptMs: clock.now() },
    )
  if (changed.length > 0)
    await ledger.commit({ events: [], changes: deliveryChanges(now, changed, ledger.resources) })
}

function isLogging({ recorded }: Delivery): boolean {
  return recorded.some(({ upTo }) => upTo === undefined)
}
