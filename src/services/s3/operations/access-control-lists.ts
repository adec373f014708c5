import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  PutBucketAclRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3'
import { buckets, canonicalUserId } from '../../../buckets/bucket.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Command, PreparedCommand, Query } from '../../operation.ts'
import { bucketFor, objectFor, onBucket, onObject } from '../about.ts'
import { cannedAcl, grantsOf } from '../acl.ts'
import { fromStore, s3Error } from '../errors.ts'

export const getBucketAcl: Query<GetBucketAclRequest, GetBucketAclOutput> = {
  kind: 'query',
  ...onBucket('GetBucketAcl'),
  run(input, call) {
    const { acl, accountId } = bucketFor(input, call)
    return { Owner: { ID: canonicalUserId(accountId) }, Grants: grantsOf(acl, accountId) }
  },
}

export const putBucketAcl: Command<PutBucketAclRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketAcl'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const acl = cannedAcl(input)
    if (bucket.objectOwnership === 'BucketOwnerEnforced' && acl !== 'private')
      throw s3Error('AccessControlListNotSupported')
    if (bucket.publicAccessBlock?.blockPublicAcls && acl.startsWith('public'))
      throw s3Error('AccessDenied')
    return { output: undefined, changes: [buckets.put(bucket.name, { ...bucket, acl })] }
  },
}

/** Every object is its bucket owner's, and nobody else's. */
export function getObjectAcl(objects: ObjectStore): Query<GetObjectAclRequest, GetObjectAclOutput> {
  return {
    kind: 'query',
    ...onObject('GetObjectAcl'),
    async run(input, call) {
      const { bucket, key } = objectFor(input, call)
      const { accountId } = bucketFor(input, call)
      if (!(await fromStore(objects.head(bucket, key)))) throw s3Error('NoSuchKey', { Key: key })
      return { Owner: { ID: canonicalUserId(accountId) }, Grants: grantsOf('private', accountId) }
    },
  }
}

export function putObjectAcl(
  objects: ObjectStore,
): PreparedCommand<PutObjectAclRequest, PutObjectAclOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObjectAcl'),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      if (!(await fromStore(objects.head(bucket, key)))) throw s3Error('NoSuchKey', { Key: key })
      if (cannedAcl(input) !== 'private') throw s3Error('AccessControlListNotSupported')
      return () => ({ output: {}, changes: [] })
    },
  }
}
