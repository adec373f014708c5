/** What CloudTrail did with a trail's bucket. */
export interface BucketCalls {
  readonly bucket: string
  /** Whether it has looked at the bucket's access control list. */
  readonly hasReadAcl?: boolean
  /** Of the objects it has stored. */
  readonly keys: readonly string[]
}

/**
 * The events of what CloudTrail itself does with buckets, as compact JSON. They are committed with what is known of the
 * delivery, so that no file is without its event.
 */
export type OwnCalls = (calls: BucketCalls) => readonly string[]
