import type { Clock } from '../base/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ResourceReader } from '../ledger/resources.ts'
import {
  type Delivery,
  deliveries,
  deliveryChanges,
  type RegionStatus,
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

/** Knows whether the buckets of trails would take what CloudTrail delivers. */
export class BucketWatch {
  readonly #parts: BucketWatchParts

  constructor(parts: BucketWatchParts) {
    this.#parts = parts
  }

  /** What the bucket's owner has against a delivery, in S3's words; undefined for nothing. */
  faultOf(delivery: Delivery): Promise<BucketFault | undefined> {
    const { trailArn, s3BucketName, s3KeyPrefix, organizationId } = delivery
    return this.#parts.buckets.faultOf({
      bucket: s3BucketName,
      ...(s3KeyPrefix === undefined ? {} : { keyPrefix: s3KeyPrefix }),
      ...(organizationId === undefined ? {} : { organizationId }),
      accountIds: organizationId === undefined ? [accountOf(trailArn)] : this.#parts.accountIds(),
      trailArn,
    })
  }

  /**
   * Looks at the bucket of every trail that is logging, so that GetTrailStatus tells of a lost bucket before there is
   * anything to deliver. Rejects only when the ledger cannot write.
   */
  async lookAtAll(): Promise<void> {
    const logging = this.#parts.ledger.resources.list(deliveries).filter(isLogging)
    await Promise.all(logging.map((delivery) => this.#lookAt(delivery)))
  }

  async #lookAt(delivery: Delivery): Promise<void> {
    const { ledger, clock } = this.#parts
    const latestError = await this.faultOf(delivery)
    const now = ledger.resources.get(deliveries, delivery.key)
    // While attempts fail, they know best.
    if (!now || !isLogging(now) || now.retry) return
    const changed = statusesToTell(now, ledger.resources)
      .filter((status) => status.latestError !== latestError)
      .map(({ latestError: _error, ...status }) =>
        latestError === undefined
          ? status
          : { ...status, latestError, latestAttemptMs: clock.now() },
      )
    if (changed.length > 0)
      await ledger.commit({ events: [], changes: deliveryChanges(now, changed, ledger.resources) })
  }
}

/** Of the regions where a trail has delivered or tried to, and of its home. */
export function statusesToTell(
  { key, homeRegion }: Delivery,
  resources: ResourceReader,
): readonly RegionStatus[] {
  const others = regionStatuses(resources, key).filter(({ region }) => region !== homeRegion)
  return [regionStatus(resources, key, homeRegion), ...others]
}

function isLogging({ recorded }: Delivery): boolean {
  return recorded.some(({ upTo }) => upTo === undefined)
}

function accountOf(trailArn: string): string {
  return trailArn.split(':')[4] ?? ''
}
