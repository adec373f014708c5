import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3'
import { bucketArn } from '../../../buckets/bucket.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'

export const headBucket: Query<HeadBucketRequest, HeadBucketOutput> = {
  kind: 'query',
  ...onBucket('ListBucket'),
  run(input, call) {
    const { name, region } = bucketFor(input, call)
    return { BucketArn: bucketArn(name), BucketRegion: region, AccessPointAlias: false }
  },
}
