import { hash } from 'node:crypto'
import { type ObjectStore, StoreError } from '../buckets/object-store.ts'
import { type Buckets, type Destination, DestinationError } from '../trails/destination.ts'

/** The server's own buckets, as trails see them. */
export class FolderDestination implements Destination, Buckets {
  readonly #store: ObjectStore

  constructor(store: ObjectStore) {
    this.#store = store
  }

  createBucket(bucket: string): Promise<void> {
    return told(() => this.#store.createBucket(bucket))
  }

  put(bucket: string, key: string, body: Uint8Array): Promise<void> {
    const etag = hash('md5', body, 'hex')
    const metadata = { etag, contentType: 'application/json', contentEncoding: 'gzip' }
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
