import { hash } from 'node:crypto'
import { type ObjectStore, StoreError } from '../buckets/object-store.ts'
import { type Destination, DestinationError, type TrailObject } from '../trails/destination.ts'

/** The server's own buckets, as trails see them. Whether a bucket's policy lets them in is asked elsewhere. */
export class FolderDestination implements Destination {
  readonly #store: ObjectStore

  constructor(store: ObjectStore) {
    this.#store = store
  }

  put({ bucket, key, body, ...object }: TrailObject): Promise<void> {
    const { contentType, contentEncoding, metadata: userMetadata } = object
    const metadata = { etag: hash('md5', body, 'hex'), contentType, contentEncoding, userMetadata }
    return told(() => this.#store.put(bucket, key, body, metadata))
  }
}

async function told(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    throw new DestinationError(error.code, error.message, { cause: error })
  }
}
