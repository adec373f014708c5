import { hash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { StoreError } from '../buckets/object-store.ts'

/**
 * Where in the data directory the objects of buckets are.
 *
 *   buckets/BUCKET/KEY                               an object's bytes, as a plain file that people can open
 *   bucket-metadata/BUCKET.bucket/facts/ab/SHA.json  what is known of it besides; SHA is that of its key
 *   bucket-metadata/BUCKET.bucket/odd/SHA            the bytes of an object whose key no file can have: `a//b`, `../a`, `a` beside `a/b`
 *   bucket-metadata/BUCKET.bucket/uploads/ID/        an upload in parts
 *   bucket-metadata/staging/                  files that are being written, to be renamed into their place
 */
export class FolderPlaces {
  readonly #bucketsFolder: string
  readonly #metadataFolder: string

  constructor(bucketsFolder: string, metadataFolder: string) {
    this.#bucketsFolder = resolve(bucketsFolder)
    this.#metadataFolder = resolve(metadataFolder)
  }

  get staging(): string {
    return join(this.#metadataFolder, 'staging')
  }

  tree(bucket: string): string {
    return join(this.#bucketsFolder, checkedName(bucket))
  }

  metadata(bucket: string): string {
    return join(this.#metadataFolder, `${checkedName(bucket)}.bucket`)
  }

  /** Undefined when no file can have the key's name, or only one that means another key too. */
  plainFile(bucket: string, key: string): string | undefined {
    return isPlain(key) ? join(this.tree(bucket), key) : undefined
  }

  oddFolder(bucket: string): string {
    return join(this.metadata(bucket), 'odd')
  }

  oddFile(bucket: string, key: string): string {
    return join(this.oddFolder(bucket), keyHash(key))
  }

  facts(bucket: string, key: string): string {
    return this.factsOfHash(bucket, keyHash(key))
  }

  factsOfHash(bucket: string, sha: string): string {
    return join(this.metadata(bucket), 'facts', sha.slice(0, 2), `${sha}.json`)
  }

  uploadsFolder(bucket: string): string {
    return join(this.metadata(bucket), 'uploads')
  }

  uploadFolder(bucket: string, uploadId: string): string {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(uploadId))
      throw new StoreError('NoSuchUpload', 'an upload id has letters, digits, - and _')
    return join(this.uploadsFolder(bucket), uploadId)
  }

  /** What an upload will become. */
  upload(bucket: string, uploadId: string): string {
    return join(this.uploadFolder(bucket, uploadId), 'upload.json')
  }
}

/** What a folder's name may have in bytes on every file system. */
const SEGMENT_BYTES_MAX = 255

/** Whether `join(folder, key)` is a file inside of folder, and no other key's. */
export function isPlain(key: string): boolean {
  return (
    !key.includes('\0') &&
    key
      .split('/')
      .every(
        (segment) =>
          segment !== '' &&
          segment !== '.' &&
          segment !== '..' &&
          Buffer.byteLength(segment) <= SEGMENT_BYTES_MAX,
      )
  )
}

/** Names come from callers: none may lead out of the folder of buckets. */
function checkedName(bucket: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,254}$/.test(bucket)) return bucket
  throw new StoreError('NoSuchBucket', `The bucket ${bucket} does not exist`)
}

function keyHash(key: string): string {
  return hash('sha256', key, 'hex')
}
