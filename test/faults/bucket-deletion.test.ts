import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bucketOf, buckets } from '../../src/buckets/bucket.ts'
import type { StagedChange } from '../../src/buckets/object-store.ts'
import { FolderUploads } from '../../src/platform/folder-uploads.ts'
import type { Fault } from '../support/faulty-store.ts'
import {
  bucket,
  expectTidy,
  objectsOnDisk,
  type Opened,
  upload,
} from '../support/objects-on-disk.ts'

/**
 * Goal: a bucket is gone, with its folder and its unfinished uploads, if and only if the event of its end is in the ledger,
 * wherever the process dies, and a bucket of the same name begins with nothing of it.
 * Method: the deletion is cut off after each of its steps; then another process opens what is on the disk.
 */
const { opened, reopened } = objectsOnDisk()

async function staged(house: Opened): Promise<StagedChange> {
  const deletion = await house.store.stageBucketDeletion('b')
  if (!deletion) throw new Error('the bucket is empty')
  return deletion
}

const commit = (house: Opened, deletion: StagedChange) =>
  house.ledger.commit({
    events: ['{"eventName":"DeleteBucket"}'],
    changes: [buckets.delete('b'), ...deletion.changes()],
  })

async function seen({ folder, ledger, store }: Opened) {
  return {
    isKnown: bucketOf(ledger.resources, 'b') !== undefined,
    hasFolder: existsSync(join(folder, 'buckets/b')),
    uploads: (await new FolderUploads(store).uploads('b')).length,
  }
}

const there = { isKnown: true, hasFolder: true, uploads: 1 }
const gone = { isKnown: false, hasFolder: false, uploads: 0 }

test('a bucket is there when the process dies before its end is committed', async () => {
  const house = await opened()
  await staged(house)
  const next = await reopened(house)
  expect([await seen(next), next.disk.events]).toEqual([there, []])
})

test.each<Fault>(['failed and not done', 'failed but done'])(
  'a bucket is gone if the event of its end is there, when the commit %s',
  async (fault) => {
    const house = await opened()
    const deletion = await staged(house)
    house.disk.fault = fault
    await expect(commit(house, deletion)).rejects.toThrow('could not be written')
    const next = await reopened(house)
    expect(await seen(next)).toEqual(fault === 'failed but done' ? gone : there)
    expectTidy(next)
  },
)

test.each([false, true])(
  'a bucket is gone after its event, its folder removed: %s',
  async (isMade) => {
    const house = await opened()
    const deletion = await staged(house)
    await commit(house, deletion)
    if (isMade) await deletion.make()
    const next = await reopened(house)
    expect(await seen(next)).toEqual(gone)
    expectTidy(next)
  },
)

test('an end that was made is not made again of a bucket of the same name', async () => {
  const house = await opened()
  const deletion = await staged(house)
  await commit(house, deletion)
  await deletion.make()
  await house.store.createBucket('b')
  await house.ledger.commit({ events: [], changes: [buckets.put('b', bucket)] })
  await new FolderUploads(house.store).createUpload('b', upload)
  expect(await seen(await reopened(house))).toEqual(there)
})

test('an end that cannot be made yet is made as soon as it can be, and before the bucket is made again', async () => {
  const house = await opened()
  const deletion = await staged(house)
  await commit(house, deletion)
  const [folder, away] = [join(house.folder, 'buckets'), join(house.folder, 'away')]
  renameSync(folder, away)
  await expect(deletion.make()).rejects.toThrow('could not change b/')
  await expect(house.store.createBucket('b')).rejects.toThrow('could not change b/')
  renameSync(away, folder)
  await house.store.createBucket('b')
  expect(await seen(house)).toEqual({ ...gone, hasFolder: true })
})

test('what people put into the folder meanwhile stays', async () => {
  const house = await opened()
  const deletion = await staged(house)
  await commit(house, deletion)
  const file = join(house.folder, 'buckets/b/by-hand')
  writeFileSync(file, 'text')
  await deletion.make()
  expect([existsSync(file), await seen(house)]).toEqual([true, { ...gone, hasFolder: true }])
})
