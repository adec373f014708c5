import type { Stats } from 'node:fs'
import { rename, rm, rmdir, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pageOfKeys } from '../buckets/page-of-keys.ts'
import {
  type ByteRange,
  type ListQuestion,
  type ObjectMetadata,
  type ObjectPage,
  type ObjectStore,
  type Precondition,
  StoreError,
  type StoredObject,
  type StoredObjectBody,
} from '../buckets/object-store.ts'
import { makeFolderDurably, syncFolder } from './files.ts'
import { keysOf } from './folder-keys.ts'
import { FolderPlaces } from './folder-places.ts'
import { InTurn } from './in-turn.ts'
import {
  distinctTime,
  ifStillThere,
  makeFolderBelow,
  readIfStill,
  removeEmptyFolders,
  type StagedFile,
  stageFile,
  statsOfFile,
  syncWhatIsLeft,
} from './object-files.ts'
import { metadataByContent, readFacts, versionOf, writeFacts } from './object-facts.ts'

/** How often a file is looked for again that another call replaced or removed in between. */
const ATTEMPTS_MAX = 10

/** Buckets as folders, objects as files; {@link FolderPlaces} says where, and object-facts.ts how both stay together. */
export class FolderStore implements ObjectStore {
  readonly places: FolderPlaces
  readonly #inTurn = new InTurn()

  constructor(bucketsFolder: string, metadataFolder: string) {
    this.places = new FolderPlaces(bucketsFolder, metadataFolder)
  }

  /** Makes good what a crash left half done, before anybody writes. */
  async recover(bucketNames: readonly string[]): Promise<void> {
    await rm(this.places.staging, { recursive: true, force: true })
    // A bucket whose deletion never was committed has lost its folder, and nothing else.
    for (const name of bucketNames) await this.createBucket(name)
  }

  createBucket(bucket: string): Promise<void> {
    return this.told('make', bucket, async () => {
      if (await this.#hasBucket(bucket)) return
      // What a crash may have left of a bucket of the same name is not this one's.
      await rm(this.places.metadata(bucket), { recursive: true, force: true })
      await makeFolderDurably(this.places.tree(bucket))
    })
  }

  deleteBucket(bucket: string): Promise<boolean> {
    return this.told('delete', bucket, async () => {
      const { objects } = await this.list(bucket, { limit: 1 })
      if (objects.length > 0 || !(await removeEmptyFolders(this.places.tree(bucket)))) return false
      await syncFolder(dirname(this.places.tree(bucket)))
      await rm(this.places.metadata(bucket), { recursive: true, force: true })
      return true
    })
  }

  put(
    bucket: string,
    key: string,
    body: Uint8Array,
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<void> {
    return this.told('store', `${bucket}/${key}`, async () => {
      const staged = await stageFile(this.places.staging, [body])
      await this.moveIn(bucket, key, staged, metadata, precondition)
    })
  }

  head(bucket: string, key: string): Promise<StoredObject | undefined> {
    return this.told('read', `${bucket}/${key}`, () => this.#head(bucket, key))
  }

  get(bucket: string, key: string, range?: ByteRange): Promise<StoredObjectBody | undefined> {
    return this.told('read', `${bucket}/${key}`, async () => {
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        const known = await this.#known(bucket, key)
        if (!known) return undefined
        const body = await readIfStill(known.file, known.object, range)
        if (body) return { object: known.object, body }
      }
      throw new StoreError('InternalError', `${key} changes faster than it can be read`)
    })
  }

  putMetadata(bucket: string, key: string, metadata: ObjectMetadata): Promise<boolean> {
    return this.told('change', `${bucket}/${key}`, () =>
      this.#inTurn.run(`${bucket}/${key}`, async () => {
        const found = await this.#find(bucket, key)
        if (!found) return false
        const { size, mtimeMs } = found.stats
        const file = this.places.facts(bucket, key)
        const md5 = versionOf(await readFacts(file), found.stats)?.md5 ?? metadata.etag
        const version = { size, modifiedMs: Math.round(mtimeMs), md5, metadata }
        await writeFacts(file, { key, versions: [version] })
        return true
      }),
    )
  }

  delete(bucket: string, key: string): Promise<void> {
    return this.told('delete', `${bucket}/${key}`, () =>
      this.#inTurn.run(`${bucket}/${key}`, async () => {
        const found = await this.#find(bucket, key)
        if (!found) return
        await unlink(found.file)
        await syncWhatIsLeft(dirname(found.file))
        await rm(this.places.facts(bucket, key), { force: true })
        if (!found.isOdd) await this.#prune(bucket, dirname(found.file))
      }),
    )
  }

  list(bucket: string, question: ListQuestion): Promise<ObjectPage> {
    return this.told('list', bucket, async () => {
      const { keys, ...rest } = await pageOfKeys(question, (after) =>
        keysOf(this.places, bucket, question.prefix ?? '', after),
      )
      const objects = await Promise.all(keys.map((key) => this.#head(bucket, key)))
      return { ...rest, objects: objects.filter((object) => object !== undefined) }
    })
  }

  /** Makes a staged file the object of a key. */
  moveIn(
    bucket: string,
    key: string,
    staged: StagedFile,
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<void> {
    return this.#inTurn.run(`${bucket}/${key}`, async () => {
      try {
        if (!(await this.#hasBucket(bucket))) throw noSuchBucket(bucket)
        if (precondition) precondition(await this.#head(bucket, key))
        await this.#replace(bucket, key, staged, metadata)
      } finally {
        await rm(staged.file, { force: true })
      }
    })
  }

  /** Whatever goes wrong, the caller is told in S3's words. */
  async told<T>(what: string, which: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!isSystemError(error)) throw error
      const code = deniedCodes.has(codeOf(error)) ? 'AccessDenied' : 'InternalError'
      throw new StoreError(code, `could not ${what} ${which}`, { cause: error })
    }
  }

  async #replace(
    bucket: string,
    key: string,
    { file, md5 }: StagedFile,
    metadata: ObjectMetadata,
  ): Promise<void> {
    const current = await this.#find(bucket, key)
    const factsFile = this.places.facts(bucket, key)
    const known = current && versionOf(await readFacts(factsFile), current.stats)
    const modifiedMs = await distinctTime(file, current?.stats)
    const { size } = await stat(file)
    const version = { size, modifiedMs, md5, metadata }
    await writeFacts(factsFile, { key, versions: known ? [version, known] : [version] })
    await this.#rename(file, bucket, key, current?.isOdd ?? false)
  }

  async #rename(file: string, bucket: string, key: string, isOdd: boolean): Promise<void> {
    const plain = isOdd ? undefined : this.places.plainFile(bucket, key)
    if (plain !== undefined && (await this.#renamedInto(plain, file, bucket))) return
    await makeFolderDurably(this.places.oddFolder(bucket))
    const odd = this.places.oddFile(bucket, key)
    await rename(file, odd)
    await syncFolder(dirname(odd))
  }

  /** False when the place cannot hold a file, because a folder is there, or a file where a folder should be. */
  async #renamedInto(place: string, file: string, bucket: string): Promise<boolean> {
    for (let attempt = 0; ; attempt++) {
      try {
        await makeFolderBelow(this.places.tree(bucket), dirname(place))
        await rename(file, place)
        await syncFolder(dirname(place))
        return true
      } catch (error) {
        const code = codeOf(error)
        if (cannotHold.has(code)) return false
        // A delete of its last neighbour removed the folder in between.
        if (code !== 'ENOENT' || attempt >= ATTEMPTS_MAX) throw error
        if (!(await this.#hasBucket(bucket))) throw noSuchBucket(bucket)
      }
    }
  }

  async #head(bucket: string, key: string): Promise<StoredObject | undefined> {
    return (await this.#known(bucket, key))?.object
  }

  async #known(bucket: string, key: string): Promise<KnownFile | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const found = await this.#find(bucket, key)
      if (!found) return undefined
      const { file, stats } = found
      const facts = await readFacts(this.places.facts(bucket, key))
      const metadata =
        versionOf(facts, stats)?.metadata ??
        (await ifStillThere(() => metadataByContent(facts, file)))
      if (!metadata) continue
      const lastModifiedMs = Math.round(stats.mtimeMs)
      return { file, object: { key, size: stats.size, lastModifiedMs, metadata } }
    }
    return undefined
  }

  async #find(bucket: string, key: string): Promise<FoundFile | undefined> {
    const plain = this.places.plainFile(bucket, key)
    const stats = plain === undefined ? undefined : await statsOfFile(plain)
    if (plain !== undefined && stats) return { file: plain, stats, isOdd: false }
    const odd = this.places.oddFile(bucket, key)
    const oddStats = await statsOfFile(odd)
    return oddStats && { file: odd, stats: oddStats, isOdd: true }
  }

  /** Folders exist only as long as they hold something: S3 has none. */
  async #prune(bucket: string, folder: string): Promise<void> {
    const tree = this.places.tree(bucket)
    for (let empty = folder; empty !== tree; empty = dirname(empty)) {
      try {
        await rmdir(empty)
      } catch {
        // It holds something again, or another call was faster; either way there is nothing left to do.
        return
      }
    }
  }

  async #hasBucket(bucket: string): Promise<boolean> {
    return (await ifStillThere(() => stat(this.places.tree(bucket))))?.isDirectory() ?? false
  }
}

interface KnownFile {
  readonly file: string
  readonly object: StoredObject
}

interface FoundFile {
  readonly file: string
  readonly stats: Stats
  readonly isOdd: boolean
}

const cannotHold = new Set(['ENOTDIR', 'EISDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EINVAL'])
const deniedCodes = new Set(['EACCES', 'EPERM', 'EROFS'])

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function noSuchBucket(bucket: string): StoreError {
  return new StoreError('NoSuchBucket', `The bucket ${bucket} does not exist`)
}
