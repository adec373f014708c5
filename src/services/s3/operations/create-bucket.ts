import type { CreateBucketOutput, CreateBucketRequest } from '@aws-sdk/client-s3'
import {
  type Bucket,
  bucketArn,
  bucketOf,
  buckets,
  bucketsOfAccount,
  type ObjectOwnership,
  newBucket,
} from '../../../buckets/bucket.ts'
import { isBucketName } from '../../../buckets/bucket-name.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import { isRegion } from '../../../wire/regions.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { onBucket } from '../about.ts'
import { cannedAcl } from '../acl.ts'
import { fromStore, s3Error } from '../errors.ts'
import { tagsOf } from '../tags.ts'
import { BUCKET_TAGS_MAX } from './bucket-tagging.ts'

export const BUCKETS_PER_ACCOUNT_MAX = 10_000
const OLDEST_REGION = 'us-east-1'

export function createBucket(
  objects: ObjectStore,
): PreparedCommand<CreateBucketRequest, CreateBucketOutput> {
  return {
    kind: 'prepared-command',
    ...onBucket('CreateBucket'),
    // The policy of a bucket of that name has no say about a new one.
    standingPolicy: (_input, call) => ({
      kind: 'resource',
      document: undefined,
      accountId: call.accountId,
    }),
    async prepare(input, call) {
      const bucket = bucketToMake(input, call)
      // A folder without its bucket is harmless: the next to ask for the name gets both.
      if (!bucketOf(call.resources, bucket.name)) await fromStore(objects.createBucket(bucket.name))
      return (now) => {
        const wanted = bucketToMake(input, now)
        const { name, region } = wanted
        const output = {
          Location: region === OLDEST_REGION ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
          BucketArn: bucketArn(name),
        }
        if (bucketOf(now.resources, name)) return { output, changes: [] }
        // Whoever had the bucket when this began may have deleted it since, with its folder.
        const afterDurable = () => fromStore(objects.createBucket(name))
        return { output, changes: [buckets.put(name, wanted)], afterDurable }
      }
    },
  }
}

/** Throws for whatever keeps the bucket from being made. */
function bucketToMake(input: CreateBucketRequest, call: Call): Bucket {
  const { Bucket: name = '', ObjectOwnership: ownership = 'BucketOwnerEnforced' } = input
  if (!isBucketName(name)) throw s3Error('InvalidBucketName', { BucketName: name })
  if (input.ObjectLockEnabledForBucket)
    throw s3Error('NotImplemented', { Header: 'x-amz-bucket-object-lock-enabled' })
  const region = regionOf(input, call)
  const acl = cannedAcl(input)
  if (acl !== 'private' && ownership === 'BucketOwnerEnforced')
    throw s3Error('InvalidBucketAclWithObjectOwnership')
  checkIsFree(name, region, call)
  const tags = tagsOf({ TagSet: input.CreateBucketConfiguration?.Tags }, BUCKET_TAGS_MAX)
  return {
    ...newBucket({ name, accountId: call.accountId, region, createdMs: call.nowMs }),
    acl,
    objectOwnership: ownership as ObjectOwnership,
    ...(tags.length > 0 ? { tags } : {}),
  }
}

function regionOf({ CreateBucketConfiguration }: CreateBucketRequest, { region }: Call): string {
  const asked = CreateBucketConfiguration?.LocationConstraint as string | undefined
  if (asked === undefined || asked === '') {
    if (region === OLDEST_REGION) return region
    throw s3Error('IllegalLocationConstraintException')
  }
  const named = asked === 'EU' ? 'eu-west-1' : asked
  if (!isRegion(named) || named === OLDEST_REGION)
    throw s3Error('InvalidLocationConstraint', { LocationConstraint: asked })
  // The oldest region's endpoint makes buckets anywhere, every other only its own.
  if (region !== OLDEST_REGION && region !== named)
    throw s3Error(
      'IllegalLocationConstraintException',
      {},
      `The ${asked} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    )
  return named
}

function checkIsFree(name: string, region: string, call: Call): void {
  const existing = bucketOf(call.resources, name)
  if (!existing) {
    if (call.resources.find(bucketsOfAccount, call.accountId).length >= BUCKETS_PER_ACCOUNT_MAX)
      throw s3Error('TooManyBuckets')
    return
  }
  if (existing.accountId !== call.accountId)
    throw s3Error('BucketAlreadyExists', { BucketName: name })
  // In the oldest region making one's own bucket again is no error.
  if (existing.region !== OLDEST_REGION || region !== OLDEST_REGION)
    throw s3Error('BucketAlreadyOwnedByYou', { BucketName: name })
}
