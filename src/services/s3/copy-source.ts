import { bucketOf, objectArn } from '../../buckets/bucket.ts'
import type { ObjectStore, StoredObject } from '../../buckets/object-store.ts'
import type { Call, FurtherAction } from '../operation.ts'
import { objectFor, policyOfBucket } from './about.ts'
import { fromStore, invalidArgument, s3Error } from './errors.ts'
import { checkRead } from './preconditions.ts'

export interface CopySource {
  readonly bucket: string
  readonly key: string
  readonly versionId?: string
}

interface CopyInput {
  readonly CopySource?: string | undefined
  readonly CopySourceIfMatch?: string | undefined
  readonly CopySourceIfNoneMatch?: string | undefined
  readonly CopySourceIfModifiedSince?: Date | undefined
  readonly CopySourceIfUnmodifiedSince?: Date | undefined
  readonly ExpectedSourceBucketOwner?: string | undefined
}

/** `bucket/key?versionId=…`, percent-encoded. Throws `InvalidArgument`. */
export function copySourceOf({ CopySource = '' }: CopyInput): CopySource {
  const [, bucket = '', encoded = '', versionId] =
    /^\/?([^/?]+)\/(.+?)(?:\?versionId=(.*))?$/s.exec(CopySource) ?? []
  try {
    const key = decodeURIComponent(encoded)
    if (bucket !== '' && key !== '')
      return { bucket, key, ...(versionId === undefined ? {} : { versionId }) }
  } catch {
    // What cannot be decoded names nothing either.
  }
  throw invalidArgument('x-amz-copy-source', CopySource, 'Invalid copy source object key')
}

/** Whoever copies must be allowed to read what is copied. */
export function readOfSource(input: CopyInput, call: Call): readonly FurtherAction[] {
  const { bucket, key } = copySourceOf(input)
  return [
    {
      action: 's3:GetObject',
      resourceArn: objectArn(bucket, key),
      standingPolicy: policyOfBucket(bucket, call),
    },
  ]
}

/** The object to be copied, if it may be under the call's conditions. */
export async function sourceObject(
  objects: ObjectStore,
  input: CopyInput,
  call: Call,
): Promise<{ readonly source: CopySource; readonly object: StoredObject }> {
  const source = copySourceOf(input)
  const about = {
    Bucket: source.bucket,
    Key: source.key,
    VersionId: source.versionId,
    ExpectedBucketOwner: input.ExpectedSourceBucketOwner,
  }
  const { bucket, key } = objectFor(about, call)
  const object = bucketOf(call.resources, bucket) && (await fromStore(objects.head(bucket, key)))
  if (!object) throw s3Error('NoSuchKey', { Key: key })
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  }
  checkRead(object, conditions, 'PreconditionFailed')
  return { source, object }
}
