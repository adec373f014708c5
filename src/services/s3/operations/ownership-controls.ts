import type {
  DeleteBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  PutBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3'
import { buckets } from '../../../buckets/bucket.ts'
import type { Command, Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { s3Error } from '../errors.ts'

export const putBucketOwnershipControls: Command<PutBucketOwnershipControlsRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketOwnershipControls'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const [rule, another] = input.OwnershipControls?.Rules ?? []
    const objectOwnership = rule?.ObjectOwnership
    if (!objectOwnership || another) throw s3Error('MalformedXML')
    if (objectOwnership === 'BucketOwnerEnforced' && bucket.acl !== 'private')
      throw s3Error('InvalidBucketAclWithObjectOwnership')
    return {
      output: undefined,
      changes: [buckets.put(bucket.name, { ...bucket, objectOwnership })],
    }
  },
}

export const getBucketOwnershipControls: Query<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
> = {
  kind: 'query',
  ...onBucket('GetBucketOwnershipControls'),
  run(input, call) {
    const { name, objectOwnership } = bucketFor(input, call)
    if (!objectOwnership) throw s3Error('OwnershipControlsNotFoundError', { BucketName: name })
    return { OwnershipControls: { Rules: [{ ObjectOwnership: objectOwnership }] } }
  },
}

export const deleteBucketOwnershipControls: Command<DeleteBucketOwnershipControlsRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketOwnershipControls'),
  run(input, call) {
    const { objectOwnership: _ownership, ...bucket } = bucketFor(input, call)
    return { output: undefined, changes: [buckets.put(bucket.name, bucket)] }
  },
}
