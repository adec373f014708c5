import type { Buckets, Destination } from '../trails/destination.ts'
import type { S3Store } from './s3-store.ts'

/** Objects of buckets that are kept elsewhere go there, all others into the server's own. */
export function routedDestination(own: Destination, elsewhere: S3Store): Destination {
  return { put: (object) => (elsewhere.has(object.bucket) ? elsewhere : own).put(object) }
}

export function routedBuckets(own: Buckets, elsewhere: S3Store): Buckets {
  return { faultOf: (demand) => (elsewhere.has(demand.bucket) ? elsewhere : own).faultOf(demand) }
}
