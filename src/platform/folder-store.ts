import { rm } from 'node:fs/promises'
import { nameOf, newestOfEachKey, type ObjectChange } from '../buckets/object-change.ts'
import { pageOfKeys } from '../buckets/page-of-keys.ts'
import {
  type ByteRange,
  type ListQuestion,
  type ObjectMetadata,
  type ObjectPage,
  type ObjectStore,
  type Precondition,
  type StagedChange,
  type StagedObject,
  StoreError,
  type StoredObject,
  type StoredObjectBody,
} from '../buckets/object-store.ts'
import { makeFolderDurably } from './files.ts'
import { FolderChanges } from './folder-changes.ts'
import { keysOf } from './folder-keys.ts'
import { FolderPlaces } from './folder-places.ts'
import { remakeChange } from './make-change.ts'
import { readIfStill } from './object-files.ts'
import { ATTEMPTS_MAX, hasBucket, knownFile } from './object-lookup.ts'
import { told } from './store-errors.ts'

/** Buckets as folders, objects as files; {@link FolderPlaces} says where, and object-facts.ts how both stay together. */
export class FolderStore implements ObjectStore {
  readonly places: FolderPlaces
  readonly changes: FolderChanges

  constructor(bucketsFolder: string, metadataFolder: string) {
    this.places = new FolderPlaces(bucketsFolder, metadataFolder)
    this.changes = new FolderChanges(this.places)
  }

  /**
   * Makes good what a crash left half done, before anybody writes.
   *
   * @param changes what the ledger has of changes that were decided, oldest first; it may forget them afterwards
   */
  async recover(bucketNames: readonly string[], changes: readonly ObjectChange[]): Promise<void> {
    const buckets = new Set(bucketNames)
    // A bucket that was deleted took its objects with it, and one of its name that came later has its own.
    const unmade = changes.filter(
      ({ kind, bucket }) => (kind === 'delete-bucket') !== buckets.has(bucket),
    )
    for (const name of bucketNames) await this.createBucket(name)
    for (const change of newestOfEachKey(unmade))
      await told('change', nameOf(change), () => remakeChange(this.places, change))
    // What is staged and was not decided never happened.
    await rm(this.places.staging, { recursive: true, force: true })
  }

  createBucket(bucket: string): Promise<void> {
    return told('make', bucket, () =>
      this.changes.alone(bucket, async () => {
        if (await hasBucket(this.places, bucket)) return
        // What a crash may have left of a bucket of the same name is not this one's.
        await rm(this.places.metadata(bucket), { recursive: true, force: true })
        await makeFolderDurably(this.places.tree(bucket))
      }),
    )
  }

  stageBucketDeletion(bucket: string): Promise<StagedChange | undefined> {
    return told('delete', bucket, () =>
      this.changes.stageBucketDeletion(bucket, async () => {
        const { objects } = await this.list(bucket, { limit: 1 })
        return objects.length === 0
      }),
    )
  }

  stagePut(
    bucket: string,
    key: string,
    body: Uint8Array,
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject> {
    return told('store', `${bucket}/${key}`, () =>
      this.changes.stagePut({ bucket, key, pieces: [body], metadata, precondition }),
    )
  }

  stageDelete(
    bucket: string,
    keys: readonly string[],
    isMeant?: (key: string, current: StoredObject | undefined) => boolean,
  ): Promise<StagedChange> {
    return told('delete from', bucket, () => this.changes.stageDelete(bucket, keys, isMeant))
  }

  stageMetadata(
    bucket: string,
    key: string,
    metadataFor: (current: StoredObject | undefined) => ObjectMetadata,
  ): Promise<StagedChange> {
    return told('change', `${bucket}/${key}`, () =>
      this.changes.stageMetadata(bucket, key, metadataFor),
    )
  }

  put(bucket: string, key: string, body: Uint8Array, metadata: ObjectMetadata): Promise<void> {
    return told('store', `${bucket}/${key}`, () =>
      this.changes.putAtOnce({ bucket, key, pieces: [body], metadata }),
    )
  }

  head(bucket: string, key: string): Promise<StoredObject | undefined> {
    return told('read', `${bucket}/${key}`, () => this.#head(bucket, key))
  }

  get(bucket: string, key: string, range?: ByteRange): Promise<StoredObjectBody | undefined> {
    return told('read', `${bucket}/${key}`, async () => {
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        const known = await knownFile(this.places, bucket, key)
        if (!known) return undefined
        const body = await readIfStill(known.file, known.object, range)
        if (body) return { object: known.object, body }
      }
      throw new StoreError('InternalError', `${key} changes faster than it can be read`)
    })
  }

  list(bucket: string, question: ListQuestion): Promise<ObjectPage> {
    return told('list', bucket, async () => {
      const { keys, ...rest } = await pageOfKeys(question, (after) =>
        keysOf(this.places, bucket, question.prefix ?? '', after),
      )
      const objects = await Promise.all(keys.map((key) => this.#head(bucket, key)))
      return { ...rest, objects: objects.filter((object) => object !== undefined) }
    })
  }

  async #head(bucket: string, key: string): Promise<StoredObject | undefined> {
    return (await knownFile(this.places, bucket, key))?.object
  }
}
