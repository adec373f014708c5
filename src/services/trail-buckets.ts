import { folderOf } from '../audit/log-file.ts'
import { type Bucket, bucketOf } from '../buckets/bucket.ts'
import type { ResourceReader } from '../ledger/resources.ts'
import type { BucketDemand, BucketFault, Buckets } from '../trails/destination.ts'
import { type ServiceRequest, serviceAccess } from './bucket-access.ts'

/**
 * The installation's own buckets, asked on behalf of trails.
 *
 * @param advise told which statement a policy lacks, once as long as it does
 */
export function bucketsForTrails(
  resources: ResourceReader,
  advise: (reason: string) => void,
): Buckets {
  const advised = new Map<string, string>()
  return {
    async faultOf(demand) {
      const { fault, reason } = judged(demand, bucketOf(resources, demand.bucket))
      if (reason === undefined) advised.delete(demand.trailArn)
      else if (advised.get(demand.trailArn) !== reason) {
        advised.set(demand.trailArn, reason)
        advise(reason)
      }
      return fault
    },
  }
}

function judged(
  demand: BucketDemand,
  bucket: Bucket | undefined,
): { readonly fault?: BucketFault; readonly reason?: string } {
  if (!bucket)
    return {
      fault: 'NoSuchBucket',
      reason: `The bucket ${demand.bucket} of trail ${demand.trailArn} does not exist.`,
    }
  for (const request of requestsOf(demand)) {
    const access = serviceAccess(bucket, request)
    if (!access.isAllowed) return { fault: 'AccessDenied', reason: access.reason }
  }
  return {}
}

/** What CloudTrail does with a bucket: it looks at the access control list, and stores in every account's folder. */
function requestsOf(demand: BucketDemand): readonly ServiceRequest[] {
  const { trailArn, accountIds, keyPrefix, organizationId } = demand
  const [, , , region = '', sourceAccount = ''] = trailArn.split(':')
  const common = { service: 'cloudtrail.amazonaws.com', sourceArn: trailArn, sourceAccount }
  const folder = (accountId: string) =>
    folderOf(
      {
        accountId,
        region,
        ...(keyPrefix === undefined ? {} : { keyPrefix }),
        ...(organizationId === undefined ? {} : { organizationId }),
      },
      'CloudTrail',
      '2026-01-01',
    )
  return [
    { ...common, action: 's3:GetBucketAcl' },
    ...accountIds.map((accountId): ServiceRequest => ({
      ...common,
      action: 's3:PutObject',
      key: `${folder(accountId)}/log.json.gz`,
      acl: 'bucket-owner-full-control',
      encryption: 'AES256',
    })),
  ]
}
