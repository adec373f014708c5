import { hash } from 'node:crypto'
import { compareKeys } from '../../src/buckets/keys.ts'
import {
  type ByteRange,
  type ListQuestion,
  type ObjectMetadata,
  type ObjectStore,
  type Precondition,
  type StagedChange,
  type StagedObject,
  StoreError,
  type StoredObject,
  type Upload,
  type UploadPart,
  type UploadStore,
} from '../../src/buckets/object-store.ts'
import { pageOfKeys } from '../../src/buckets/page-of-keys.ts'
import { Turns } from '../../src/buckets/turns.ts'

interface MemoryBucket {
  readonly objects: Map<string, { readonly object: StoredObject; readonly body: Uint8Array }>
  readonly uploads: Map<string, { readonly upload: Upload; readonly parts: Map<number, Part> }>
}

interface Part {
  readonly part: UploadPart
  readonly body: Uint8Array
}

/** Buckets in memory. Complains of an ETag that does not fit what is stored under it. */
export class MemoryObjects implements ObjectStore, UploadStore {
  readonly #buckets = new Map<string, MemoryBucket>()
  readonly #turns = new Turns()
  #nowMs = 1_000

  async createBucket(bucket: string): Promise<void> {
    const release = await this.#turns.take({ alone: [bucket], shared: [] })
    if (!this.#buckets.has(bucket))
      this.#buckets.set(bucket, { objects: new Map(), uploads: new Map() })
    release()
  }

  async stageBucketDeletion(bucket: string): Promise<StagedChange | undefined> {
    const release = await this.#turns.take({ alone: [bucket], shared: [] })
    const isEmpty = (this.#buckets.get(bucket)?.objects.size ?? 0) === 0
    if (isEmpty)
      return {
        changes: () => [],
        make: async () => {
          this.#buckets.delete(bucket)
          release()
        },
        drop: release,
      }
    release()
    return undefined
  }

  async stagePut(
    bucket: string,
    key: string,
    body: Uint8Array,
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject> {
    if (!metadata.etag.includes('-') && metadata.etag !== hash('md5', body, 'hex'))
      throw new Error(`the ETag of ${key} is not its MD5`)
    const object = { key, size: body.length, lastModifiedMs: this.#nowMs++, metadata }
    const stored = { object, body: Uint8Array.from(body) }
    const staged = await this.#inTurn(bucket, [key], (objects) => {
      precondition?.(objects.get(key)?.object)
      return () => objects.set(key, stored)
    })
    return { ...staged, object }
  }

  stageDelete(
    bucket: string,
    keys: readonly string[],
    isMeant: (key: string, current: StoredObject | undefined) => boolean = () => true,
  ): Promise<StagedChange> {
    return this.#inTurn(bucket, keys, (objects) => {
      const meant = keys.filter((key) => isMeant(key, objects.get(key)?.object))
      return () => {
        for (const key of meant) objects.delete(key)
      }
    })
  }

  stageMetadata(
    bucket: string,
    key: string,
    metadataFor: (current: StoredObject | undefined) => ObjectMetadata,
  ): Promise<StagedChange> {
    return this.#inTurn(bucket, [key], (objects) => {
      const found = objects.get(key)
      const metadata = metadataFor(found?.object)
      return () => {
        if (found) objects.set(key, { ...found, object: { ...found.object, metadata } })
      }
    })
  }

  async put(bucket: string, key: string, body: Uint8Array, metadata: ObjectMetadata) {
    await (await this.stagePut(bucket, key, body, metadata)).make()
  }

  async head(bucket: string, key: string): Promise<StoredObject | undefined> {
    return this.#buckets.get(bucket)?.objects.get(key)?.object
  }

  async get(bucket: string, key: string, range?: ByteRange) {
    const found = this.#buckets.get(bucket)?.objects.get(key)
    return found && { ...found, body: found.body.slice(range?.first, range && range.last + 1) }
  }

  async list(bucket: string, question: ListQuestion) {
    const objects = this.#buckets.get(bucket)?.objects ?? new Map<string, never>()
    const { prefix = '' } = question
    const sorted = [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted(compareKeys)
    const { keys, ...rest } = await pageOfKeys(question, async function* (after) {
      for (const key of sorted) if (compareKeys(key, after()) > 0) yield key
    })
    return { ...rest, objects: keys.flatMap((key) => objects.get(key)?.object ?? []) }
  }

  async createUpload(bucket: string, upload: Upload): Promise<void> {
    this.#bucket(bucket).uploads.set(upload.uploadId, { upload, parts: new Map() })
  }

  async upload(bucket: string, uploadId: string): Promise<Upload | undefined> {
    return this.#buckets.get(bucket)?.uploads.get(uploadId)?.upload
  }

  async uploads(bucket: string): Promise<readonly Upload[]> {
    return [...(this.#buckets.get(bucket)?.uploads.values() ?? [])]
      .map(({ upload }) => upload)
      .toSorted((a, b) => compareKeys(a.key, b.key) || a.initiatedMs - b.initiatedMs)
  }

  async putPart(
    bucket: string,
    uploadId: string,
    part: Omit<UploadPart, 'size'>,
    body: Uint8Array,
  ): Promise<boolean> {
    const parts = this.#bucket(bucket).uploads.get(uploadId)?.parts
    parts?.set(part.partNumber, { part: { ...part, size: body.length }, body })
    return parts !== undefined
  }

  async parts(bucket: string, uploadId: string): Promise<readonly UploadPart[]> {
    return this.#parts(bucket, uploadId).map(({ part }) => part)
  }

  async stageCompletion(
    bucket: string,
    { uploadId, key }: Upload,
    parts: readonly UploadPart[],
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject> {
    const wanted = new Set(parts.map(({ partNumber }) => partNumber))
    const bodies = this.#parts(bucket, uploadId)
      .filter(({ part }) => wanted.has(part.partNumber))
      .map(({ body }) => body)
    const body = Buffer.concat(bodies)
    const staged = await this.stagePut(bucket, key, body, metadata, (current) => {
      if (!this.#bucket(bucket).uploads.has(uploadId))
        throw new StoreError('NoSuchUpload', `The upload ${uploadId} does not exist`)
      precondition?.(current)
    })
    return {
      ...staged,
      make: async () => {
        await staged.make()
        this.#bucket(bucket).uploads.delete(uploadId)
      },
    }
  }

  async abortUpload(bucket: string, uploadId: string): Promise<void> {
    this.#buckets.get(bucket)?.uploads.delete(uploadId)
  }

  #parts(bucket: string, uploadId: string): Part[] {
    const parts = this.#buckets.get(bucket)?.uploads.get(uploadId)?.parts
    return [...(parts?.values() ?? [])].toSorted((a, b) => a.part.partNumber - b.part.partNumber)
  }

  async #inTurn(
    bucket: string,
    keys: readonly string[],
    stage: (objects: MemoryBucket['objects']) => () => void,
  ): Promise<StagedChange> {
    const alone = keys.map((key) => `${bucket}/${key}`)
    const release = await this.#turns.take({ alone, shared: [bucket] })
    try {
      const make = stage(this.#bucket(bucket).objects)
      return {
        changes: () => [],
        make: async () => {
          make()
          release()
        },
        drop: release,
      }
    } catch (error) {
      release()
      throw error
    }
  }

  #bucket(bucket: string): MemoryBucket {
    const found = this.#buckets.get(bucket)
    if (!found) throw new StoreError('NoSuchBucket', `The bucket ${bucket} does not exist`)
    return found
  }
}
