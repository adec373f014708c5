import { hash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { MemoryObjects } from '../../test/support/memory-objects.ts'
import { objectListingContract } from '../buckets/object-listing.contract.ts'
import { objectStoreContract } from '../buckets/object-store.contract.ts'
import { uploadStoreContract } from '../buckets/upload-store.contract.ts'
import { FolderStore } from './folder-store.ts'
import { FolderUploads } from './folder-uploads.ts'
import { writeFacts } from './object-facts.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'objects-'))
  folders.push(folder)
  return folder
}

function storeIn(folder: string): FolderStore {
  return new FolderStore(join(folder, 'buckets'), join(folder, 'bucket-metadata'))
}

const contracts = [objectStoreContract, objectListingContract, uploadStoreContract]

describe('folders', () => {
  for (const contract of contracts)
    contract(async () => {
      const objects = storeIn(newFolder())
      return { objects, uploads: new FolderUploads(objects) }
    })
})

describe('memory', () => {
  for (const contract of contracts)
    contract(async () => {
      const memory = new MemoryObjects()
      return { objects: memory, uploads: memory }
    })
})

const etagOf = (text: string) => hash('md5', text, 'hex')
const put = (store: FolderStore, key: string, text: string, contentType: string) =>
  store.put('logs', key, Buffer.from(text), { etag: etagOf(text), contentType })

const remove = async (store: FolderStore, key: string) =>
  (await store.stageDelete('logs', [key])).make()

const removeBucket = async (store: FolderStore) => {
  const staged = await store.stageBucketDeletion('logs')
  await staged?.make()
  return staged !== undefined
}

async function opened() {
  const folder = newFolder()
  const store = storeIn(folder)
  await store.createBucket('logs')
  return { folder, store, tree: join(folder, 'buckets', 'logs') }
}

test('an object is a plain file under its key, and nothing else is in the folder of its bucket', async () => {
  const { store, tree } = await opened()
  await put(store, 'a/b/c.txt', 'text', 'text/plain')
  expect(readFileSync(join(tree, 'a/b/c.txt'), 'utf8')).toBe('text')
  expect(new Set(readdirSync(tree, { recursive: true, encoding: 'utf8' }))).toEqual(
    new Set(['a', 'a/b', 'a/b/c.txt']),
  )
  await remove(store, 'a/b/c.txt')
  expect(readdirSync(tree)).toEqual([])
})

test('no key leads out of its bucket', async () => {
  const { folder, store } = await opened()
  for (const key of ['../out', '/../out', 'a/../../out', '..', '.', './x', 'a//b', 'a/', '/a'])
    await put(store, key, key, 'x/y')
  expect(readdirSync(folder).toSorted()).toEqual(['bucket-metadata', 'buckets'])
  expect(readdirSync(join(folder, 'buckets'), { recursive: true })).toEqual(['logs'])
})

test('a link in the folder is no object, and is not followed', async () => {
  const { folder, store, tree } = await opened()
  writeFileSync(join(folder, 'secret'), 'secret')
  symlinkSync(join(folder, 'secret'), join(tree, 'link'))
  expect(await store.get('logs', 'link')).toBeUndefined()
  expect((await store.list('logs', { limit: 9 })).objects).toEqual([])
})

test('a file that somebody put there is an object', async () => {
  const { store, tree } = await opened()
  mkdirSync(join(tree, 'by'))
  writeFileSync(join(tree, 'by/hand.txt'), 'hello')
  const { objects } = await store.list('logs', { limit: 9 })
  expect(objects).toMatchObject([
    { key: 'by/hand.txt', size: 5, metadata: { etag: etagOf('hello') } },
  ])
})

describe('a crash between metadata and bytes', () => {
  const factsOf = (store: FolderStore, version: object, key = 'k') =>
    writeFacts(store.places.facts('logs', key), { key, versions: [version as never] })

  test('leaves the object that was there with the metadata it had', async () => {
    const { store } = await opened()
    await put(store, 'k', 'old', 'text/old')
    const old = JSON.parse(readFileSync(store.places.facts('logs', 'k'), 'utf8')) as {
      versions: object[]
    }
    const staged = { size: 3, modifiedMs: 7, md5: 'x', metadata: { etag: 'x', contentType: 'n' } }
    await writeFacts(store.places.facts('logs', 'k'), {
      key: 'k',
      versions: [staged, ...old.versions] as never,
    })
    const { object } = (await storeIn(folders[0] ?? '').get('logs', 'k')) ?? {}
    expect(object?.metadata).toEqual({ etag: etagOf('old'), contentType: 'text/old' })
  })

  test('leaves nothing of an object that was not there', async () => {
    const { store } = await opened()
    await factsOf(store, { size: 3, modifiedMs: 7, md5: 'x', metadata: { etag: 'x' } })
    expect(await store.head('logs', 'k')).toBeUndefined()
    expect((await store.list('logs', { limit: 9 })).objects).toEqual([])
  })

  test('leaves no half-written file behind the next start', async () => {
    const { store } = await opened()
    mkdirSync(store.places.staging, { recursive: true })
    writeFileSync(join(store.places.staging, 'half'), 'ha')
    await store.recover(['logs', 'lost'], [])
    expect(existsSync(store.places.staging)).toBe(false)
    await store.put('lost', 'k', Buffer.from('k'), { etag: etagOf('k') })
  })
})

test('objects of the same size written in the same moment are told apart', async () => {
  const { store } = await opened()
  for (let i = 0; i < 20; i++) {
    await put(store, 'k', `text ${i % 10}`, `type/${i}`)
    expect((await store.head('logs', 'k'))?.metadata.contentType).toBe(`type/${i}`)
  }
})

test('putting beside what is deleted finds its folder, however often that goes and comes', async () => {
  const { store, tree } = await opened()
  const churn = Array.from({ length: 8 }, async (_, i) => {
    for (let round = 0; round < 15; round++) {
      await put(store, `a/b/${i}`, 'text', 'text/plain')
      await remove(store, `a/b/${i}`)
    }
  })
  await Promise.all(churn)
  expect(readdirSync(tree)).toEqual([])
})

test('a bucket that is deleted among puts is gone, and comes back empty', async () => {
  const { store, tree } = await opened()
  for (let round = 0; round < 20; round++) {
    const puts = Array.from({ length: 6 }, (_, i) => put(store, `a/${i}`, 'text', 'text/plain'))
    const [isDeleted] = await Promise.all([
      removeBucket(store),
      ...puts.map((storing) => storing.catch(() => undefined)),
    ])
    expect(existsSync(tree)).toBe(!isDeleted)
    await store.createBucket('logs')
    for (let i = 0; i < 6; i++) await remove(store, `a/${i}`)
  }
  expect((await store.list('logs', { limit: 9 })).objects).toEqual([])
})

test('metadata survives a copy that kept no times', async () => {
  const { folder, store } = await opened()
  await put(store, 'a/k', 'text', 'text/plain')
  await put(store, 'a//odd', 'odd', 'text/odd')
  const copy = newFolder()
  cpSync(folder, copy, { recursive: true })
  utimesSync(join(copy, 'buckets/logs/a/k'), 1, 1)
  const found = await storeIn(copy).list('logs', { limit: 9 })
  expect(found.objects.map(({ metadata }) => metadata.contentType)).toEqual([
    'text/odd',
    'text/plain',
  ])
})
