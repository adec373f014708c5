import { type Bucket, bucketArn, bucketOf, objectArn } from '../../buckets/bucket.ts'
import { KEY_BYTES_MAX } from '../../buckets/keys.ts'
import type { StandingPolicy } from '../../identity/policy-set.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { s3Error } from './errors.ts'

/** The members that say what a call is about; every operation on a bucket has them. */
export interface AboutBucket {
  readonly Bucket?: string | undefined
  readonly ExpectedBucketOwner?: string | undefined
}

export interface AboutObject extends AboutBucket {
  readonly Key?: string | undefined
}

/** What authorization asks an operation on a bucket. Spread it into the operation. */
export function onBucket(iamAction: string) {
  return {
    iamAction,
    resourceArn: ({ Bucket = '' }: AboutBucket) => bucketArn(Bucket),
    standingPolicy: ({ Bucket = '' }: AboutBucket, call: Call) => policyOfBucket(Bucket, call),
    conditionKeys,
  }
}

/** What authorization asks an operation on an object. */
export function onObject(iamAction: string) {
  return {
    ...onBucket(iamAction),
    resourceArn: ({ Bucket = '', Key = '' }: AboutObject) => objectArn(Bucket, Key),
  }
}

export function policyOfBucket(
  name: string,
  { resources, accountId }: Pick<Call, 'resources' | 'accountId'>,
): StandingPolicy {
  const bucket = bucketOf(resources, name)
  // Of a bucket that is not there, whoever could use one of their own is told so.
  return {
    kind: 'resource',
    document: bucket?.policy,
    accountId: bucket?.accountId ?? accountId,
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
const conditionKeyOf: Readonly<Record<string, string>> = {
  ACL: 's3:x-amz-acl',
  CopySource: 's3:x-amz-copy-source',
  Delimiter: 's3:delimiter',
  MaxKeys: 's3:max-keys',
  MetadataDirective: 's3:x-amz-metadata-directive',
  ObjectOwnership: 's3:x-amz-object-ownership',
  Prefix: 's3:prefix',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  StorageClass: 's3:x-amz-storage-class',
  VersionId: 's3:VersionId',
}

function conditionKeys(input: object): Record<string, string> {
  const keys: Record<string, string> = {}
  for (const [member, value] of Object.entries(input)) {
    const key = conditionKeyOf[member]
    if (key !== undefined && (typeof value === 'string' || typeof value === 'number'))
      keys[key] = String(value)
  }
  return keys
}

/** The bucket a call is about. Throws `NoSuchBucket`, and `AccessDenied` when its owner is not the one expected. */
export function bucketFor(
  { Bucket = '', ExpectedBucketOwner }: AboutBucket,
  { resources }: { readonly resources: ResourceReader },
): Bucket {
  const bucket = bucketOf(resources, Bucket)
  if (!bucket) throw s3Error('NoSuchBucket', { BucketName: Bucket })
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== bucket.accountId)
    throw s3Error('AccessDenied')
  return bucket
}

/** Bucket and key of a call about an object. */
export function objectFor(
  input: AboutObject & { readonly VersionId?: string | undefined },
  call: Call,
): { readonly bucket: string; readonly key: string } {
  const bucket = bucketFor(input, call)
  const { Key: key = '', VersionId = 'null' } = input
  const size = Buffer.byteLength(key)
  if (size > KEY_BYTES_MAX)
    throw s3Error('KeyTooLongError', { Size: size, MaxSizeAllowed: KEY_BYTES_MAX })
  // Without versioning every object has but one.
  if (VersionId !== 'null') throw s3Error('NoSuchVersion', { Key: key, VersionId })
  return { bucket: bucket.name, key }
}

/** What is said of an object that is not there: whoever may not list the bucket must not learn even that. */
export function missingObject(bucket: string, key: string, call: Call): ServiceError {
  const mayKnow = call.isAllowed({
    action: 's3:ListBucket',
    resourceArn: bucketArn(bucket),
    standingPolicy: policyOfBucket(bucket, call),
  })
  return mayKnow ? s3Error('NoSuchKey', { Key: key }) : s3Error('AccessDenied')
}
