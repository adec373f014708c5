import { randomUUID } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  bucketName,
  nameOf,
  type ObjectChange,
  type ObjectDeletion,
  type ObjectDescription,
  objectChanges,
  objectName,
} from '../buckets/object-change.ts'
import {
  type ObjectMetadata,
  type Precondition,
  type StagedChange,
  type StagedObject,
  type StoredObject,
} from '../buckets/object-store.ts'
import { Turns } from '../buckets/turns.ts'
import type { FolderPlaces } from './folder-places.ts'
import { makeChange, remakeChange } from './make-change.ts'
import { readFacts, versionOf, writeFacts } from './object-facts.ts'
import { distinctTime, type StagedFile, stageFile, statsOfFile } from './object-files.ts'
import { findFile, hasBucket, knownFile } from './object-lookup.ts'
import { SharedFlush } from './shared-flush.ts'
import { noSuchBucket, noSuchUpload, told } from './store-errors.ts'

/** Of one call, so many files are changed at a time. */
const CONCURRENCY = 16

/** An object that is to be stored. */
export interface PutAsked {
  readonly bucket: string
  readonly key: string
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
  readonly metadata: ObjectMetadata
  readonly precondition?: Precondition | undefined
  /** Of the upload that ends with it. */
  readonly uploadId?: string
}

/**
 * Changes of objects, staged and then made. A staged change has the turn of its keys, so that the next one of the same key is
 * decided on what this one made. One that could not be made is made before the next one of its key is staged.
 */
export class FolderChanges {
  readonly #places: FolderPlaces
  readonly #staging: SharedFlush
  readonly #turns = new Turns()
  /** By bucket and key. */
  readonly #unmade = new Map<string, ObjectChange>()
  /** Ids of what is made, and not yet forgotten by the ledger. */
  readonly #made = new Set<string>()

  constructor(places: FolderPlaces) {
    this.#places = places
    this.#staging = new SharedFlush(places.staging)
  }

  async stagePut(asked: PutAsked): Promise<StagedObject & { readonly id: string }> {
    const { bucket, key, uploadId } = asked
    const staged = await stageFile(this.#places.staging, asked.pieces)
    try {
      return await this.#inTurn(bucket, [key], async (release) => {
        const object = await this.#describeStaged(asked, staged)
        const ends = uploadId === undefined ? {} : { uploadId }
        const change = { kind: 'put' as const, id: staged.id, bucket, key, ...ends }
        return { id: staged.id, object, ...this.#staged([change], release) }
      })
    } catch (error) {
      await rm(staged.file, { force: true })
      throw error
    }
  }

  stageDelete(
    bucket: string,
    keys: readonly string[],
    isMeant?: (key: string, current: StoredObject | undefined) => boolean,
  ): Promise<StagedChange> {
    return this.#inTurn(bucket, keys, async (release) => {
      const changes: ObjectDeletion[] = []
      for (const key of keys) {
        const found = await findFile(this.#places, bucket, key)
        if (isMeant && !isMeant(key, (await knownFile(this.#places, bucket, key))?.object)) continue
        if (!found) continue
        const { size, mtimeMs } = found.stats
        const lastModifiedMs = Math.round(mtimeMs)
        changes.push({ kind: 'delete', id: randomUUID(), bucket, key, size, lastModifiedMs })
      }
      return this.#staged(changes, release)
    })
  }

  stageMetadata(
    bucket: string,
    key: string,
    metadataFor: (object: StoredObject | undefined) => ObjectMetadata,
  ): Promise<StagedChange> {
    return this.#inTurn(bucket, [key], async (release) => {
      const object = (await knownFile(this.#places, bucket, key))?.object
      const metadata = metadataFor(object)
      if (!object) return this.#staged([], release)
      const { size, lastModifiedMs } = object
      const about = { id: randomUUID(), bucket, key, size, lastModifiedMs }
      const change: ObjectDescription = { kind: 'describe', ...about, metadata }
      return this.#staged([change], release)
    })
  }

  /** Does what has no event of its own, at once or not at all. */
  async putAtOnce(asked: PutAsked): Promise<void> {
    const { bucket, key } = asked
    const staged = await this.stagePut(asked)
    try {
      await makeChange(this.#places, { kind: 'put', id: staged.id, bucket, key })
    } finally {
      staged.drop()
    }
  }

  /** @param isEmpty called while nobody changes anything in the bucket */
  stageBucketDeletion(
    bucket: string,
    isEmpty: () => Promise<boolean>,
  ): Promise<StagedChange | undefined> {
    return this.#aloneIn(bucket, async (release) => {
      if (await isEmpty())
        return this.#staged([{ kind: 'delete-bucket', id: randomUUID(), bucket }], release)
      release()
      return undefined
    })
  }

  /** Runs while nobody changes anything in a bucket. */
  alone(bucket: string, work: () => Promise<void>): Promise<void> {
    return this.#aloneIn(bucket, (release) => work().finally(release))
  }

  /** Tries again what could not be made; what still cannot stays for the next time. */
  async makeUnmade(): Promise<void> {
    for (const change of this.#unmade.values()) {
      const { bucket } = change
      const made =
        change.kind === 'delete-bucket'
          ? this.alone(bucket, async () => undefined)
          : this.#inTurn(bucket, [change.key], async (release) => release())
      await made.catch(() => undefined)
    }
  }

  async #aloneIn<T>(bucket: string, work: (release: () => void) => Promise<T>): Promise<T> {
    const release = await this.#turns.take({ alone: [bucket], shared: [] })
    try {
      for (const [name, change] of this.#unmade)
        if (change.bucket === bucket) await this.#makeUnmade(name)
      return await work(release)
    } catch (error) {
      release()
      throw error
    }
  }

  async #inTurn<T>(
    bucket: string,
    keys: readonly string[],
    work: (release: () => void) => Promise<T>,
  ): Promise<T> {
    const alone = keys.map((key) => objectName(bucket, key))
    const release = await this.#turns.take({ alone, shared: [bucket] })
    try {
      for (const name of [bucketName(bucket), ...alone]) await this.#makeUnmade(name)
      return await work(release)
    } catch (error) {
      release()
      throw error
    }
  }

  #staged(changes: readonly ObjectChange[], release: () => void): StagedChange {
    let forgotten: readonly string[] = []
    return {
      changes: () => {
        forgotten = [...this.#made]
        return [
          ...forgotten.map((id) => objectChanges.delete(id)),
          ...changes.map((change) => objectChanges.put(change.id, change)),
        ]
      },
      make: async () => {
        for (const id of forgotten) this.#made.delete(id)
        await this.#makeAll(changes).finally(release)
      },
      drop: () => {
        release()
        for (const { id } of changes)
          // The next start removes what is left.
          rm(join(this.#places.staging, id), { force: true }).catch(() => undefined)
      },
    }
  }

  /** Facts of two versions say nothing until the bytes are in their place: so they may be written before anything counts. */
  async #describeStaged(
    { bucket, key, metadata, precondition, uploadId }: PutAsked,
    { file, md5 }: StagedFile,
  ): Promise<StoredObject> {
    if (!(await hasBucket(this.#places, bucket))) throw noSuchBucket(bucket)
    if (uploadId !== undefined) await this.#checkUpload(bucket, uploadId)
    if (precondition) precondition((await knownFile(this.#places, bucket, key))?.object)
    const current = await findFile(this.#places, bucket, key)
    const factsFile = this.#places.facts(bucket, key)
    const known = current && versionOf(await readFacts(factsFile), current.stats)
    const modifiedMs = await distinctTime(file, current?.stats)
    const { size } = await stat(file)
    const version = { size, modifiedMs, md5, metadata }
    const versions = known ? [version, known] : [version]
    await Promise.all([writeFacts(factsFile, { key, versions }), this.#staging.flush()])
    return { key, size, lastModifiedMs: modifiedMs, metadata }
  }

  async #checkUpload(bucket: string, uploadId: string): Promise<void> {
    const file = this.#places.upload(bucket, uploadId)
    if (!(await statsOfFile(file))) throw noSuchUpload()
  }

  async #makeAll(changes: readonly ObjectChange[]): Promise<void> {
    const failures: unknown[] = []
    for (let at = 0; at < changes.length; at += CONCURRENCY) {
      const some = changes.slice(at, at + CONCURRENCY)
      await Promise.all(
        some.map((change) => this.#make(change).catch((error: unknown) => failures.push(error))),
      )
    }
    if (failures.length > 0) throw failures[0]
  }

  async #make(change: ObjectChange): Promise<void> {
    try {
      await told('change', nameOf(change), () => makeChange(this.#places, change))
      this.#made.add(change.id)
    } catch (error) {
      this.#unmade.set(nameOf(change), change)
      throw error
    }
  }

  async #makeUnmade(name: string): Promise<void> {
    const change = this.#unmade.get(name)
    if (!change) return
    await told('change', name, () => remakeChange(this.#places, change))
    this.#unmade.delete(name)
    this.#made.add(change.id)
  }
}
