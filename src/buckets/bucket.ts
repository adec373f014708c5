import { hash } from 'node:crypto'
import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'

/** A bucket as we keep it, in S3's words. Its objects are in the {@link ObjectStore}. */
export interface Bucket {
  readonly name: string
  /** The owner's. */
  readonly accountId: string
  readonly region: string
  readonly createdMs: number
  /** The document as it was written. */
  readonly policy?: string
  readonly acl: CannedAcl
  readonly tags?: readonly BucketTag[]
  /** Absent once it is deleted; then access control lists count. */
  readonly objectOwnership?: ObjectOwnership
  /** Absent once it is deleted; then nothing is blocked. */
  readonly publicAccessBlock?: PublicAccessBlock
  /** The rules as they were put; absent for the default every bucket has. */
  readonly encryption?: readonly EncryptionRule[]
}

export type CannedAcl = 'private' | 'public-read' | 'public-read-write' | 'authenticated-read'

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'

export interface BucketTag {
  readonly key: string
  readonly value: string
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean
  readonly ignorePublicAcls: boolean
  readonly blockPublicPolicy: boolean
  readonly restrictPublicBuckets: boolean
}

export interface EncryptionRule {
  readonly sseAlgorithm: string
  readonly kmsMasterKeyId?: string
  readonly bucketKeyEnabled: boolean
}

export const buckets = collection<Bucket>('buckets/bucket')

export const bucketsOfAccount: Index<Bucket> = { of: buckets, keyOf: ({ accountId }) => accountId }

/** Names are unique in the installation, as they are in AWS's partition. */
export function bucketOf(resources: ResourceReader, name: string): Bucket | undefined {
  return resources.get(buckets, name)
}

/** A new bucket as S3 has made them since April 2023: no access control lists, nothing public. */
export function newBucket(
  made: Pick<Bucket, 'name' | 'accountId' | 'region' | 'createdMs'>,
): Bucket {
  return {
    ...made,
    acl: 'private',
    objectOwnership: 'BucketOwnerEnforced',
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
  }
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`
}

export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`
}

/** S3's other name of an account: 64 hexadecimal digits, always the same for the same account. */
export function canonicalUserId(accountId: string): string {
  return hash('sha256', `canonical user of ${accountId}`, 'hex')
}
