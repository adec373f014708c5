import { collection } from '../ledger/resources.ts'
import type { ObjectMetadata } from './object-store.ts'

/**
 * A change of an object that is decided. It is committed with the event of its call, made once both are durable, and
 * forgotten with a later commit; at start what is still there is made again, which is harmless.
 */
export type ObjectChange = ObjectPut | ObjectDeletion | ObjectDescription

interface Change {
  readonly id: string
  readonly bucket: string
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

/** Which object was there when the change was decided: one that came later is left alone. */
export interface ObjectVersion {
  readonly size: number
  readonly lastModifiedMs: number
}

export const objectChanges = collection<ObjectChange>('buckets/object-change')

/** A key has one change at a time, so only its newest can be unmade; to make an older one again could undo that. */
export function newestOfEachKey(all: readonly ObjectChange[]): readonly ObjectChange[] {
  return [...new Map(all.map((change) => [`${change.bucket}/${change.key}`, change])).values()]
}
