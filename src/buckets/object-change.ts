import { collection } from '../ledger/resources.ts'
import type { ObjectMetadata } from './object-store.ts'

/**
 * A change of an object, or the end of a bucket, that is decided. It is committed with the event of its call, made once both are durable, and
 * forgotten with a later commit; at start what is still there is made again, which is harmless.
 */
export type ObjectChange = ObjectPut | ObjectDeletion | ObjectDescription | BucketDeletion

interface ChangeOfBucket {
  readonly id: string
  readonly bucket: string
}

interface Change extends ChangeOfBucket {
  readonly key: string
}

/** The bytes are staged under the change's id. */
export interface ObjectPut extends Change {
  readonly kind: 'put'
  /** Of the upload that ends with it. */
  readonly uploadId?: string
}

export interface ObjectDeletion extends Change, ObjectVersion {
  readonly kind: 'delete'
}

/** Other metadata for the same bytes. */
export interface ObjectDescription extends Change, ObjectVersion {
  readonly kind: 'describe'
  readonly metadata: ObjectMetadata
}

/** Of an empty bucket, with all that was known of it besides: unfinished uploads. */
export interface BucketDeletion extends ChangeOfBucket {
  readonly kind: 'delete-bucket'
}

/** Which object was there when the change was decided: one that came later is left alone. */
export interface ObjectVersion {
  readonly size: number
  readonly lastModifiedMs: number
}

export const objectChanges = collection<ObjectChange>('buckets/object-change')

/** A key has one change at a time, so only its newest can be unmade; to make an older one again could undo that. */
export function newestOfEachKey(all: readonly ObjectChange[]): readonly ObjectChange[] {
  return [...new Map(all.map((change) => [nameOf(change), change])).values()]
}

/** No other change has the same name at the same time. No key is empty, so a bucket has a name of its own. */
export function nameOf(change: ObjectChange): string {
  return change.kind === 'delete-bucket'
    ? bucketName(change.bucket)
    : objectName(change.bucket, change.key)
}

export function bucketName(bucket: string): string {
  return objectName(bucket, '')
}

export function objectName(bucket: string, key: string): string {
  return `${bucket}/${key}`
}
