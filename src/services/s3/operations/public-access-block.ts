import type {
  DeletePublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3'
import { buckets } from '../../../buckets/bucket.ts'
import type { Command, Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { s3Error } from '../errors.ts'

export const putPublicAccessBlock: Command<PutPublicAccessBlockRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketPublicAccessBlock'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const { PublicAccessBlockConfiguration: asked = {} } = input
    const publicAccessBlock = {
      blockPublicAcls: asked.BlockPublicAcls ?? false,
      ignorePublicAcls: asked.IgnorePublicAcls ?? false,
      blockPublicPolicy: asked.BlockPublicPolicy ?? false,
      restrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
    }
    return {
      output: undefined,
      changes: [buckets.put(bucket.name, { ...bucket, publicAccessBlock })],
    }
  },
}

export const getPublicAccessBlock: Query<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> =
  {
    kind: 'query',
    ...onBucket('GetBucketPublicAccessBlock'),
    run(input, call) {
      const { name, publicAccessBlock: block } = bucketFor(input, call)
      if (!block) throw s3Error('NoSuchPublicAccessBlockConfiguration', { BucketName: name })
      return {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: block.blockPublicAcls,
          IgnorePublicAcls: block.ignorePublicAcls,
          BlockPublicPolicy: block.blockPublicPolicy,
          RestrictPublicBuckets: block.restrictPublicBuckets,
        },
      }
    },
  }

export const deletePublicAccessBlock: Command<DeletePublicAccessBlockRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketPublicAccessBlock'),
  run(input, call) {
    const { publicAccessBlock: _block, ...bucket } = bucketFor(input, call)
    return { output: undefined, changes: [buckets.put(bucket.name, bucket)] }
  },
}
