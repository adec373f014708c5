/** Where log files go. */
export interface Destination {
  /**
   * Stores an object. When it resolves, the object is whole and durable; storing the same bytes under the same key again is
   * harmless. Rejects with {@link DestinationError}; the object may then be stored or not.
   */
  put(bucket: string, key: string, body: Uint8Array): Promise<void>
}

/** Where buckets are made and looked up. */
export interface Buckets {
  /** Makes the bucket unless it is there. */
  createBucket(bucket: string): Promise<void>
}

/** The destination did not take the object. `code` is S3's, as GetTrailStatus shows it. */
export class DestinationError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DestinationError'
    this.code = code
  }
}
