import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { compareKeys } from '../buckets/keys.ts'
import type {
  ObjectMetadata,
  Precondition,
  StagedObject,
  Upload,
  UploadPart,
  UploadStore,
} from '../buckets/object-store.ts'
import { isMissing, makeFolderDurably, writeDurably } from './files.ts'
import type { FolderStore } from './folder-store.ts'
import { ifStillThere } from './object-files.ts'
import { noSuchUpload, told } from './store-errors.ts'

/** A part as it is kept: its description is renamed in, and names the file of its bytes. */
interface PartFile extends UploadPart {
  readonly file: string
}

/** Uploads as folders: `upload.json`, and for each part `NUMBER.json` and a file of bytes. */
export class FolderUploads implements UploadStore {
  readonly #store: FolderStore

  constructor(store: FolderStore) {
    this.#store = store
  }

  createUpload(bucket: string, upload: Upload): Promise<void> {
    return told('begin an upload in', bucket, async () => {
      const folder = this.#store.places.uploadFolder(bucket, upload.uploadId)
      await makeFolderDurably(folder)
      await writeDurably(this.#store.places.upload(bucket, upload.uploadId), JSON.stringify(upload))
    })
  }

  upload(bucket: string, uploadId: string): Promise<Upload | undefined> {
    return told('read an upload of', bucket, () =>
      readJson<Upload>(this.#store.places.upload(bucket, uploadId)),
    )
  }

  uploads(bucket: string): Promise<readonly Upload[]> {
    return told('list the uploads of', bucket, async () => {
      const ids =
        (await ifStillThere(() => readdir(this.#store.places.uploadsFolder(bucket)))) ?? []
      const all = await Promise.all(ids.map((id) => this.upload(bucket, id)))
      return all
        .filter((upload) => upload !== undefined)
        .toSorted((a, b) => compareKeys(a.key, b.key) || a.initiatedMs - b.initiatedMs)
    })
  }

  putPart(
    bucket: string,
    uploadId: string,
    part: Omit<UploadPart, 'size'>,
    body: Uint8Array,
  ): Promise<boolean> {
    return told('store a part in', bucket, async () => {
      if (!(await this.upload(bucket, uploadId))) return false
      const folder = this.#store.places.uploadFolder(bucket, uploadId)
      const description = join(folder, `${part.partNumber}.json`)
      const before = await readJson<PartFile>(description)
      const kept = { ...part, size: body.length, file: `${part.partNumber}-${randomUUID()}` }
      try {
        await writeDurably(join(folder, kept.file), body)
        await writeDurably(description, JSON.stringify(kept))
      } catch (error) {
        // The upload was aborted meanwhile, and its folder is gone.
        if (isMissing(error)) return false
        throw error
      }
      if (before) await rm(join(folder, before.file), { force: true })
      return true
    })
  }

  async parts(bucket: string, uploadId: string): Promise<readonly UploadPart[]> {
    const files = await this.#partFiles(bucket, uploadId)
    return files.map(({ file: _file, ...part }) => part)
  }

  stageCompletion(
    bucket: string,
    { uploadId, key }: Upload,
    parts: readonly UploadPart[],
    metadata: ObjectMetadata,
    precondition?: Precondition,
  ): Promise<StagedObject> {
    return told('complete an upload in', bucket, async () => {
      const folder = this.#store.places.uploadFolder(bucket, uploadId)
      const wanted = new Set(parts.map(({ partNumber }) => partNumber))
      const files = (await this.#partFiles(bucket, uploadId))
        .filter(({ partNumber }) => wanted.has(partNumber))
        .map(({ file }) => join(folder, file))
      const pieces = bytesOf(files)
      return this.#store.changes.stagePut({ bucket, key, pieces, metadata, precondition, uploadId })
    })
  }

  abortUpload(bucket: string, uploadId: string): Promise<void> {
    return told('abort an upload in', bucket, () =>
      rm(this.#store.places.uploadFolder(bucket, uploadId), { recursive: true, force: true }),
    )
  }

  #partFiles(bucket: string, uploadId: string): Promise<PartFile[]> {
    return told('list the parts of an upload in', bucket, async () => {
      const folder = this.#store.places.uploadFolder(bucket, uploadId)
      const names = (await ifStillThere(() => readdir(folder))) ?? []
      const descriptions = names.filter((name) => /^\d+\.json$/.test(name))
      const all = await Promise.all(
        descriptions.map((name) => readJson<PartFile>(join(folder, name))),
      )
      return all
        .filter((part) => part !== undefined)
        .toSorted((a, b) => a.partNumber - b.partNumber)
    })
  }
}

async function* bytesOf(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files)
    try {
      yield* createReadStream(file) as AsyncIterable<Uint8Array>
    } catch (error) {
      if (isMissing(error)) throw noSuchUpload()
      throw error
    }
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await ifStillThere(() => readFile(file, 'utf8'))
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
