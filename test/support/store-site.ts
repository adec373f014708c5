import { hash } from 'node:crypto'
import { beforeEach } from 'vitest'
import type {
  ObjectMetadata,
  ObjectStore,
  Precondition,
  StagedChange,
  UploadStore,
} from '../../src/buckets/object-store.ts'

export interface Stores {
  readonly objects: ObjectStore
  readonly uploads: UploadStore
}

export const BUCKET = 'logs'

/** A store with a bucket, a new one for each test of what every store keeps to. `open` makes an empty one. */
export function storeSite(open: () => Promise<Stores>) {
  let stores: Stores
  beforeEach(async () => {
    stores = await open()
    await stores.objects.createBucket(BUCKET)
  })
  const objects = () => stores.objects
  return {
    objects,
    uploads: () => stores.uploads,
    put: (key: string, text = key, metadata: Partial<ObjectMetadata> = {}) =>
      objects().put(BUCKET, key, Buffer.from(text), { etag: etagOf(text), ...metadata }),
    putIf: async (key: string, text: string, precondition: Precondition) => {
      const metadata = { etag: etagOf(text) }
      await made(await objects().stagePut(BUCKET, key, Buffer.from(text), metadata, precondition))
    },
    remove: async (...keys: string[]) => made(await objects().stageDelete(BUCKET, keys)),
    /** Whether it was empty, and so is gone. */
    removeBucket: async () => {
      const staged = await objects().stageBucketDeletion(BUCKET)
      if (staged) await made(staged)
      return staged !== undefined
    },
    textOf: async (key: string) => {
      const found = await objects().get(BUCKET, key)
      return found && Buffer.from(found.body).toString()
    },
    keys: async (question = {}) =>
      (await objects().list(BUCKET, { limit: 1000, ...question })).objects.map(({ key }) => key),
  }
}

export function etagOf(text: string): string {
  return hash('md5', text, 'hex')
}

export function uploadOf(uploadId: string, key: string) {
  return { uploadId, key, initiatedMs: 1, initiatorArn: 'arn:aws:iam::1:root', metadata: {} }
}

/** As if the ledger had committed it. */
export function made(staged: StagedChange): Promise<void> {
  staged.changes()
  return staged.make()
}
