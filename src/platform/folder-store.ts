import { stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import {
  type BucketDemand,
  type BucketFault,
  type Buckets,
  type Destination,
  DestinationError,
  type TrailObject,
} from '../trails/destination.ts'
import { makeFolderDurably, writeDurably } from './files.ts'

/** Buckets as folders: an object is the file `<folder>/<bucket>/<key>`. */
export class FolderStore implements Destination, Buckets {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  /** Buckets are made on the way, until there is an S3 service to make them with. */
  async faultOf({ bucket }: BucketDemand): Promise<BucketFault | undefined> {
    await makeFolderDurably(this.#place(bucket, ''))
    return undefined
  }

  async put({ bucket, key, body, metadata }: TrailObject): Promise<void> {
    const file = this.#place(bucket, key)
    if (!(await isFolder(this.#place(bucket, ''))))
      throw new DestinationError('NoSuchBucket', `The bucket ${bucket} does not exist`)
    try {
      await makeFolderDurably(dirname(file))
      if (Object.keys(metadata).length > 0)
        await writeDurably(`${file}.metadata`, JSON.stringify(metadata))
      await writeDurably(file, body)
    } catch (cause) {
      throw new DestinationError(codeOf(cause), `could not store ${key} in ${bucket}`, { cause })
    }
  }

  /** Keys come from callers: none may lead out of its bucket. */
  #place(bucket: string, key: string): string {
    const folder = join(this.#folder, bucket)
    const file = join(folder, key)
    if (dirname(folder) !== this.#folder || !`${file}${sep}`.startsWith(`${folder}${sep}`))
      throw new DestinationError('InvalidArgument', 'the key leads out of its bucket')
    return file
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Whatever keeps us from looking at it, it is no bucket to write to.
    return false
  }
}

function codeOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    ? 'AccessDenied'
    : 'InternalError'
}
