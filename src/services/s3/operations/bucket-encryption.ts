import type {
  DeleteBucketEncryptionRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  PutBucketEncryptionRequest,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3'
import { buckets, type EncryptionRule } from '../../../buckets/bucket.ts'
import type { Command, Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { s3Error } from '../errors.ts'

/** Every bucket of AWS's has encrypted its objects since January 2023. */
const DEFAULT: readonly EncryptionRule[] = [{ sseAlgorithm: 'AES256', bucketKeyEnabled: false }]

/** What is put is kept and shown, and encrypts nothing: whoever reads the disk reads the objects. */
export const putBucketEncryption: Command<PutBucketEncryptionRequest, void> = {
  kind: 'command',
  ...onBucket('PutEncryptionConfiguration'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const rules = input.ServerSideEncryptionConfiguration?.Rules ?? []
    if (rules.length !== 1) throw s3Error('MalformedXML')
    const encryption = rules.map(ruleOf)
    return { output: undefined, changes: [buckets.put(bucket.name, { ...bucket, encryption })] }
  },
}

export const getBucketEncryption: Query<GetBucketEncryptionRequest, GetBucketEncryptionOutput> = {
  kind: 'query',
  ...onBucket('GetEncryptionConfiguration'),
  run(input, call) {
    const { encryption = DEFAULT } = bucketFor(input, call)
    return { ServerSideEncryptionConfiguration: { Rules: encryption.map(ruleOutput) } }
  },
}

export const deleteBucketEncryption: Command<DeleteBucketEncryptionRequest, void> = {
  kind: 'command',
  ...onBucket('PutEncryptionConfiguration'),
  run(input, call) {
    const { encryption: _encryption, ...bucket } = bucketFor(input, call)
    return { output: undefined, changes: [buckets.put(bucket.name, bucket)] }
  },
}

function ruleOf(rule: ServerSideEncryptionRule): EncryptionRule {
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {}
  if (KMSMasterKeyID !== undefined && SSEAlgorithm === 'AES256')
    throw s3Error(
      'InvalidArgument',
      {},
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    )
  return {
    sseAlgorithm: SSEAlgorithm ?? 'AES256',
    ...(KMSMasterKeyID === undefined ? {} : { kmsMasterKeyId: KMSMasterKeyID }),
    bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
  }
}

function ruleOutput(rule: EncryptionRule): ServerSideEncryptionRule {
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: rule.sseAlgorithm as 'AES256',
      ...(rule.kmsMasterKeyId === undefined ? {} : { KMSMasterKeyID: rule.kmsMasterKeyId }),
    },
    BucketKeyEnabled: rule.bucketKeyEnabled,
  }
}
