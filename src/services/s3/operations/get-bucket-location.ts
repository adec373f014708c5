import type { GetBucketLocationOutput, GetBucketLocationRequest } from '@aws-sdk/client-s3'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'

export const getBucketLocation: Query<GetBucketLocationRequest, GetBucketLocationOutput> = {
  kind: 'query',
  ...onBucket('GetBucketLocation'),
  run: (input, call) => ({
    LocationConstraint: bucketFor(input, call).region as never,
  }),
}
