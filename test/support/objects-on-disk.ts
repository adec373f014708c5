import { hash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import { buckets, newBucket } from '../../src/buckets/bucket.ts'
import { objectChanges } from '../../src/buckets/object-change.ts'
import { Ledger } from '../../src/ledger/ledger.ts'
import type { FolderStore } from '../../src/platform/folder-store.ts'
import { FolderUploads } from '../../src/platform/folder-uploads.ts'
import { openObjects } from '../../src/platform/open-objects.ts'
import { FaultyStore } from './faulty-store.ts'

export interface Opened {
  readonly folder: string
  readonly disk: FaultyStore
  readonly ledger: Ledger
  readonly store: FolderStore
}

export const bucket = newBucket({
  name: 'b',
  accountId: '123456789012',
  region: 'eu-west-1',
  createdMs: 0,
})

/** A ledger and a folder of buckets with the bucket `b`; they can be opened again as after a crash. Removed after each test. */
export function objectsOnDisk() {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })
  return {
    opened: async (): Promise<Opened> => {
      const folder = mkdtempSync(join(tmpdir(), 'object-changes-'))
      folders.push(folder)
      const house = await open(new FaultyStore(), folder)
      await house.ledger.commit({ events: [], changes: [buckets.put('b', bucket)] })
      await house.store.createBucket('b')
      const uploads = new FolderUploads(house.store)
      await uploads.createUpload('b', upload)
      const part = { partNumber: 1, etag: metadata('part').etag, lastModifiedMs: 1 }
      await uploads.putPart('b', upload.uploadId, part, Buffer.from('part'))
      return house
    },
    reopened: ({ disk, folder }: Opened) => open(disk.reopened(), folder),
  }
}

/** As main does it. */
async function open(disk: FaultyStore, folder: string): Promise<Opened> {
  const ledger = await Ledger.open(disk, () => undefined)
  const [bucketsFolder, bucketMetadataFolder] = [join(folder, 'buckets'), join(folder, 'meta')]
  const store = await openObjects({ bucketsFolder, bucketMetadataFolder }, ledger)
  return { folder, disk, ledger, store }
}

export const metadata = (text: string) => ({
  etag: hash('md5', text, 'hex'),
  contentType: `text/${text}`,
})
export const upload = {
  uploadId: 'u',
  key: 'there',
  initiatedMs: 1,
  initiatorArn: 'arn',
  metadata: {},
}

/** Nothing is left over that no object needs, and the ledger waits for nothing. */
export function expectTidy({ folder, ledger }: Opened): void {
  const staging = join(folder, 'meta', 'staging')
  expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([])
  expect(ledger.resources.list(objectChanges)).toEqual([])
}
