import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3'
import { type Bucket, buckets } from '../../../buckets/bucket.ts'
import { withPrincipalArns } from '../../../identity/policy-principals.ts'
import type { Command, Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { checkedBucketPolicy, isPublic, keptBucketPolicy } from '../bucket-policies.ts'
import { s3Error } from '../errors.ts'

export const putBucketPolicy: Command<PutBucketPolicyRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketPolicy'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const { Policy: document = '' } = input
    const policy = checkedBucketPolicy(document, bucket.name)
    if (bucket.publicAccessBlock?.blockPublicPolicy && isPublic(policy))
      throw s3Error('AccessDenied')
    const kept = keptBucketPolicy(document, call)
    return { output: undefined, changes: [buckets.put(bucket.name, { ...bucket, policy: kept })] }
  },
}

export const getBucketPolicy: Query<GetBucketPolicyRequest, GetBucketPolicyOutput> = {
  kind: 'query',
  ...onBucket('GetBucketPolicy'),
  run: (input, call) => ({
    Policy: withPrincipalArns(policyOf(bucketFor(input, call)), call.resources),
  }),
}

export const deleteBucketPolicy: Command<DeleteBucketPolicyRequest, void> = {
  kind: 'command',
  ...onBucket('DeleteBucketPolicy'),
  run(input, call) {
    const { policy: _policy, ...bucket } = bucketFor(input, call)
    return { output: undefined, changes: [buckets.put(bucket.name, bucket)] }
  },
}

export const getBucketPolicyStatus: Query<
  GetBucketPolicyStatusRequest,
  GetBucketPolicyStatusOutput
> = {
  kind: 'query',
  ...onBucket('GetBucketPolicyStatus'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const policy = checkedBucketPolicy(policyOf(bucket), bucket.name)
    return { PolicyStatus: { IsPublic: isPublic(policy) } }
  },
}

function policyOf({ name, policy }: Bucket): string {
  if (policy === undefined) throw s3Error('NoSuchBucketPolicy', { BucketName: name })
  return policy
}
