/** Where log files and digests go. */
export interface Destination {
  /**
   * Stores an object for a trail. When it resolves, the object is whole and durable; storing the same object again is
   * harmless. Rejects with {@link DestinationError}; the object may then be stored or not.
   */
  put(object: TrailObject): Promise<void>
}

/** An object as CloudTrail stores it in a trail's bucket. */
export interface TrailObject {
  readonly bucket: string
  readonly key: string
  readonly body: Uint8Array
  readonly contentType: 'application/json'
  readonly contentEncoding: 'gzip'
  readonly acl: 'bucket-owner-full-control'
  /** User metadata: names without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>
  /** For whom CloudTrail stores it: what bucket policies know as `aws:SourceArn`. */
  readonly trailArn: string
}

/** What every object of a trail has in common. */
export function trailObject(
  object: Pick<TrailObject, 'bucket' | 'key' | 'body' | 'trailArn'> &
    Partial<Pick<TrailObject, 'metadata'>>,
): TrailObject {
  return {
    metadata: {},
    ...object,
    contentType: 'application/json',
    contentEncoding: 'gzip',
    acl: 'bucket-owner-full-control',
  }
}

/** What a trail asks of the bucket it is given. */
export interface BucketDemand {
  readonly bucket: string
  readonly keyPrefix?: string
  readonly organizationId?: string
  /** The accounts whose folders are written to. */
  readonly accountIds: readonly string[]
  readonly trailArn: string
}

/** S3's codes, as GetTrailStatus shows them. */
export type BucketFault = 'NoSuchBucket' | 'AccessDenied'

/** Where buckets are looked up. */
export interface Buckets {
  /** What keeps CloudTrail from delivering there; undefined for nothing. */
  faultOf(demand: BucketDemand): Promise<BucketFault | undefined>
}

/**
 * The code of a destination that did not answer in time. It says nothing about the bucket, so GetTrailStatus does not show
 * it: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export const TIMED_OUT = 'RequestTimeout'

/** The destination did not take the object. `code` is S3's, as GetTrailStatus shows it. */
export class DestinationError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DestinationError'
    this.code = code
  }
}
