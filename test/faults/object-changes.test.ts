import { renameSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StagedChange } from '../../src/buckets/object-store.ts'
import { FolderUploads } from '../../src/platform/folder-uploads.ts'
import type { Fault } from '../support/faulty-store.ts'
import {
  expectTidy,
  metadata,
  objectsOnDisk,
  type Opened,
  upload,
} from '../support/objects-on-disk.ts'

/**
 * Goal: an object has changed if and only if the event of its change is in the ledger, wherever the process dies.
 * Method: every kind of change is cut off after each of its steps, each of which failed either before or after it was done;
 * then another process opens what is on the disk.
 */
const disk = objectsOnDisk()
const { reopened } = disk

async function opened(): Promise<Opened> {
  const house = await disk.opened()
  await house.store.put('b', 'there', Buffer.from('old'), metadata('old'))
  return house
}

const kinds: Readonly<Record<string, (house: Opened) => Promise<StagedChange>>> = {
  'a new object': ({ store }) => store.stagePut('b', 'a//new', Buffer.from('new'), metadata('new')),
  'an object over another': ({ store }) =>
    store.stagePut('b', 'there', Buffer.from('new'), metadata('new')),
  'a deletion': ({ store }) => store.stageDelete('b', ['there', 'never']),
  'other metadata': ({ store }) =>
    store.stageMetadata('b', 'there', () => ({ ...metadata('old'), tags: [] })),
  'a completed upload': async ({ store }) => {
    const uploads = new FolderUploads(store)
    const parts = await uploads.parts('b', upload.uploadId)
    return uploads.stageCompletion('b', upload, parts, metadata('part'))
  },
}

/** Everything that callers can see. */
async function seen({ store }: Opened) {
  const { objects } = await store.list('b', { limit: 9 })
  const bodies = objects.map(async ({ key, metadata: told }) => {
    const found = await store.get('b', key)
    return { key, body: Buffer.from(found?.body ?? []).toString(), told }
  })
  const uploads = await new FolderUploads(store).uploads('b')
  return { objects: await Promise.all(bodies), uploads }
}

async function commit({ ledger }: Opened, staged: StagedChange): Promise<void> {
  await ledger.commit({ events: ['{"eventName":"Change"}'], changes: staged.changes() })
}

/** What is seen before and after a change that nothing interrupts. */
async function undisturbed(stage: (house: Opened) => Promise<StagedChange>) {
  const house = await opened()
  const before = await seen(house)
  const staged = await stage(house)
  expect(await seen(house)).toEqual(before)
  await commit(house, staged)
  expect(await seen(house)).toEqual(before)
  await staged.make()
  const after = await seen(house)
  expect(after).not.toEqual(before)
  return { before, after }
}

describe.each(Object.entries(kinds))('%s', (_kind, stage) => {
  test('is not there when the process dies before its event is committed', async () => {
    const { before } = await undisturbed(stage)
    const house = await opened()
    await stage(house)
    const next = await reopened(house)
    expect([await seen(next), next.disk.events]).toEqual([before, []])
    expectTidy(next)
  })

  test.each<Fault>(['failed and not done', 'failed but done'])(
    'is there if its event is, when the commit %s',
    async (fault) => {
      const { before, after } = await undisturbed(stage)
      const house = await opened()
      const staged = await stage(house)
      house.disk.fault = fault
      await expect(commit(house, staged)).rejects.toThrow('could not be written')
      expect(await seen(house)).toEqual(before)
      const next = await reopened(house)
      const isDone = fault === 'failed but done'
      expect(next.disk.events).toHaveLength(isDone ? 1 : 0)
      expect(await seen(next)).toEqual(isDone ? after : before)
      expectTidy(next)
    },
  )

  test.each<Fault>(['failed and not done', 'failed but done'])(
    'is there with its event, when to make it %s',
    async (fault) => {
      const { after } = await undisturbed(stage)
      const house = await opened()
      const staged = await stage(house)
      await commit(house, staged)
      if (fault === 'failed but done') await staged.make()
      const next = await reopened(house)
      expect([await seen(next), next.disk.events]).toEqual([after, house.disk.events])
      expectTidy(next)
    },
  )

  test.each<Fault>(['failed and not done', 'failed but done'])(
    'stays as it is, when to forget it %s',
    async (fault) => {
      const house = await opened()
      const staged = await stage(house)
      await commit(house, staged)
      await staged.make()
      const after = await seen(house)
      // The next commit says that this one is made.
      const another = await house.store.stageDelete('b', ['never'])
      house.disk.fault = fault
      await expect(commit(house, another)).rejects.toThrow('could not be written')
      const next = await reopened(house)
      expect(await seen(next)).toEqual(after)
      expectTidy(next)
      expect(await seen(await reopened(next))).toEqual(after)
    },
  )
})

describe('a change that could not be made', () => {
  async function unmade() {
    const house = await opened()
    const [tree, away] = [join(house.folder, 'buckets/b'), join(house.folder, 'away')]
    const staged = await house.store.stagePut('b', 'there', Buffer.from('1'), metadata('1'))
    await commit(house, staged)
    renameSync(tree, away)
    await expect(staged.make()).rejects.toThrow('does not exist')
    return { house, repair: () => renameSync(away, tree) }
  }
  const etag = async (house: Opened) => (await house.store.head('b', 'there'))?.metadata.etag

  test('is made as soon as it can be', async () => {
    const { house, repair } = await unmade()
    await house.store.changes.makeUnmade()
    repair()
    expect(await etag(house)).toBe(metadata('old').etag)
    await house.store.changes.makeUnmade()
    expect(await etag(house)).toBe(metadata('1').etag)
    await commit(house, await house.store.stageDelete('b', ['never']))
    expectTidy(house)
  })

  test('is made before the next one of its key is decided', async () => {
    const { house, repair } = await unmade()
    const next = () =>
      house.store.stagePut('b', 'there', Buffer.from('2'), metadata('2'), (current) => {
        expect(current?.metadata.etag).toBe(metadata('1').etag)
      })
    await expect(next()).rejects.toThrow('does not exist')
    repair()
    const staged = await next()
    await commit(house, staged)
    await staged.make()
    expect(await etag(house)).toBe(metadata('2').etag)
  })

  test('is made at the next start', async () => {
    const { house, repair } = await unmade()
    repair()
    const next = await reopened(house)
    expect(await etag(next)).toBe(metadata('1').etag)
    expectTidy(next)
  })
})

test('of several changes of a key the last one counts, whichever of them the ledger still has', async () => {
  const house = await opened()
  for (const text of ['1', '2', '3']) {
    const put = await house.store.stagePut('b', 'there', Buffer.from(text), metadata(text))
    // Committed without what is made: as if nobody had come to say so.
    await house.ledger.commit({ events: [text], changes: put.changes().slice(-1) })
    await put.make()
    const described = await house.store.stageMetadata('b', 'there', () => metadata(text))
    await house.ledger.commit({ events: [text], changes: described.changes().slice(-1) })
    await described.make()
  }
  const after = await seen(house)
  expect(await seen(await reopened(house))).toEqual(after)
  const deletion = await house.store.stageDelete('b', ['there'])
  await commit(house, deletion)
  await deletion.make()
  await house.store.put('b', 'there', Buffer.from('later'), metadata('later'))
  const later = await seen(house)
  expect(await seen(await reopened(house))).toEqual(later)
})

test('a deletion that was made is not made again of an object that looks the same', async () => {
  const house = await opened()
  const file = join(house.folder, 'buckets/b/there')
  const { mtime } = statSync(file)
  for (const stage of [kinds['a deletion'], kinds['an object over another']]) {
    const staged = await stage?.(house)
    await house.ledger.commit({ events: ['{}'], changes: staged?.changes().slice(-1) ?? [] })
    await staged?.make()
  }
  utimesSync(file, mtime, mtime)
  const { objects } = await seen(await reopened(house))
  expect(objects).toMatchObject([{ key: 'there', body: 'new' }])
})
