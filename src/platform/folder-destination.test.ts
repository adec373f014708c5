import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { destinationContract, type StoredTrailObject } from '../trails/destination.contract.ts'
import { trailObject } from '../trails/destination.ts'
import { FolderDestination } from './folder-destination.ts'
import { FolderStore } from './folder-store.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-'))
  folders.push(folder)
  const store = new FolderStore(join(folder, 'buckets'), join(folder, 'metadata'))
  await store.createBucket('logs')
  return {
    store,
    destination: new FolderDestination(store),
    bucket: 'logs',
    missingBucket: 'nowhere',
    stored: async (key: string) => {
      const found = await store.get('logs', key)
      if (!found) return undefined
      const { contentType, contentEncoding, userMetadata = {} } = found.object.metadata
      return {
        body: found.body,
        contentType,
        contentEncoding,
        metadata: userMetadata,
      } as StoredTrailObject
    },
  }
}

destinationContract(open)

test('what trails store is listed and has an ETag, as whatever else is there', async () => {
  const { store, destination } = await open()
  const trailArn = 'arn:aws:cloudtrail:us-west-2:111122223333:trail/main'
  const body = Buffer.from('x')
  await destination.put(trailObject({ bucket: 'logs', key: 'a.json.gz', body, trailArn }))
  const { objects } = await store.list('logs', { limit: 10 })
  expect(objects).toMatchObject([
    { key: 'a.json.gz', metadata: { etag: '9dd4e461268c8034f5c8564e155c67a6' } },
  ])
})
