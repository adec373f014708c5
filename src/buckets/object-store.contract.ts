import { hash } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { compareKeys, KEY_BYTES_MAX } from './keys.ts'
import type {
  ObjectMetadata,
  ObjectStore,
  Precondition,
  StagedChange,
  UploadStore,
} from './object-store.ts'

export interface Stores {
  readonly objects: ObjectStore
  readonly uploads: UploadStore
}

const BUCKET = 'logs'

/** What every store of objects keeps to. `open` makes an empty one. */
export function objectStoreContract(open: () => Promise<Stores>): void {
  let objects: ObjectStore
  let uploads: UploadStore
  beforeEach(async () => {
    ;({ objects, uploads } = await open())
    await objects.createBucket(BUCKET)
  })

  const put = (key: string, text = key, metadata: Partial<ObjectMetadata> = {}) =>
    objects.put(BUCKET, key, Buffer.from(text), { etag: hash('md5', text, 'hex'), ...metadata })
  const putIf = async (key: string, text: string, precondition: Precondition) => {
    const metadata = { etag: hash('md5', text, 'hex') }
    await made(await objects.stagePut(BUCKET, key, Buffer.from(text), metadata, precondition))
  }
  const remove = async (...keys: string[]) => made(await objects.stageDelete(BUCKET, keys))
  const textOf = async (key: string) => {
    const found = await objects.get(BUCKET, key)
    return found && Buffer.from(found.body).toString()
  }
  const keys = async (question = {}) =>
    (await objects.list(BUCKET, { limit: 1000, ...question })).objects.map(({ key }) => key)

  describe('objects', () => {
    test('an object comes back with its metadata, and the one put over it with its own', async () => {
      const first = { contentType: 'text/plain', userMetadata: { signature: 'ab' } }
      await put('a/b.txt', 'one', first)
      expect(await objects.head(BUCKET, 'a/b.txt')).toMatchObject({ size: 3, metadata: first })
      await put('a/b.txt', 'two', { contentType: 'x/y' })
      expect(await textOf('a/b.txt')).toBe('two')
      const found = await objects.head(BUCKET, 'a/b.txt')
      expect(found?.metadata).toEqual({ etag: hash('md5', 'two', 'hex'), contentType: 'x/y' })
    })

    test('a range is a part of the bytes', async () => {
      await put('k', '0123456789')
      const part = await objects.get(BUCKET, 'k', { first: 2, last: 4 })
      expect([Buffer.from(part?.body ?? []).toString(), part?.object.size]).toEqual(['234', 10])
    })

    test('what is deleted is gone, and deleting it again is harmless', async () => {
      await put('a/b')
      await remove('a/b')
      await remove('a/b')
      expect([await objects.head(BUCKET, 'a/b'), await keys()]).toEqual([undefined, []])
    })

    test('a precondition sees what is there, and keeps the put from happening', async () => {
      await put('k', 'old')
      const refuse = () => {
        throw new Error('refused')
      }
      await expect(putIf('k', 'new', refuse)).rejects.toThrow('refused')
      expect(await textOf('k')).toBe('old')
    })

    test('of puts that are made only if there is nothing, one wins', async () => {
      const only = (current: unknown) => {
        if (current) throw new Error('taken')
      }
      const outcomes = await Promise.allSettled(
        ['1', '2', '3', '4'].map((text) => putIf('k', text, only)),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('metadata changes without the bytes', async () => {
      await put('k', 'text')
      const metadata = { etag: hash('md5', 'text', 'hex'), tags: [{ key: 'a', value: 'b' }] }
      await made(await objects.stageMetadata(BUCKET, 'k', () => metadata))
      expect(await objects.head(BUCKET, 'k')).toMatchObject({ size: 4, metadata })
      const refuse = (current: unknown) => {
        throw new Error(current === undefined ? 'nothing is there' : 'something is')
      }
      await expect(objects.stageMetadata(BUCKET, 'gone', refuse)).rejects.toThrow('nothing is')
    })
  })

  describe('what is staged', () => {
    const stage = (text: string) =>
      objects.stagePut(BUCKET, 'k', Buffer.from(text), { etag: hash('md5', text, 'hex') })

    test('is not seen until it is made', async () => {
      await put('k', 'old')
      const staged = await stage('new')
      expect([await textOf('k'), await keys()]).toEqual(['old', ['k']])
      await staged.make()
      expect(await objects.head(BUCKET, 'k')).toEqual(staged.object)
      const deletion = await objects.stageDelete(BUCKET, ['k'])
      expect(await textOf('k')).toBe('new')
      await deletion.make()
      expect(await textOf('k')).toBeUndefined()
    })

    test('leaves no trace when it is dropped', async () => {
      await put('k', 'old', { contentType: 'text/old' })
      const before = await objects.head(BUCKET, 'k')
      ;(await stage('new')).drop()
      ;(await objects.stageDelete(BUCKET, ['k'])).drop()
      ;(await objects.stageMetadata(BUCKET, 'k', () => ({ etag: 'other' }))).drop()
      expect([await objects.head(BUCKET, 'k'), await textOf('k')]).toEqual([before, 'old'])
    })

    test('is what the next change of its key, and the end of its bucket, are decided on', async () => {
      const first = await stage('one')
      const seen: (string | undefined)[] = []
      const second = putIf('k', 'two', (current) => seen.push(current?.metadata.etag))
      await put('other', 'is not kept waiting')
      const isDeleted = objects.deleteBucket(BUCKET)
      await first.make()
      await second
      expect([seen, await isDeleted, await textOf('k')]).toEqual([
        [hash('md5', 'one', 'hex')],
        false,
        'two',
      ])
    })

    test('of many keys at once keeps nobody waiting in a circle', async () => {
      const names = ['a', 'b', 'c', 'd']
      const orders = [names, names.toReversed(), ['c', 'a'], ['d', 'b']]
      const outcomes = await Promise.allSettled([
        ...orders.map((order) => remove(...order)),
        ...names.map((key) => put(key)),
        objects.deleteBucket(BUCKET),
      ])
      expect(outcomes).toHaveLength(9)
    })
  })

  describe('buckets', () => {
    test('a bucket that is not there takes nothing', async () => {
      await expect(
        objects.put('other', 'k', Buffer.from('k'), { etag: hash('md5', 'k', 'hex') }),
      ).rejects.toMatchObject({ name: 'StoreError', code: 'NoSuchBucket' })
    })

    test('a bucket goes only when it is empty, and comes back empty', async () => {
      for (const key of ['a/b/c', 'x//y']) {
        await put(key)
        expect(await objects.deleteBucket(BUCKET)).toBe(false)
        await remove(key)
      }
      await uploads.createUpload(BUCKET, upload('u1', 'k'))
      expect(await objects.deleteBucket(BUCKET)).toBe(true)
      await objects.createBucket(BUCKET)
      expect([await keys(), await uploads.uploads(BUCKET)]).toEqual([[], []])
    })

    test('making a bucket again leaves its objects alone', async () => {
      await put('k')
      await objects.createBucket(BUCKET)
      expect(await textOf('k')).toBe('k')
    })
  })

  describe('listing', () => {
    const all = ['a-b', 'a/b', 'a/c/d', 'a/c/e', 'a0', 'b', 'b//c', 'é', '\u{1F600}', '\u{FFFD}']

    test('keys come in the order of their bytes', async () => {
      for (const key of all) await put(key)
      const inOrder = all.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(await keys()).toEqual(inOrder)
    })

    test('a delimiter rolls keys up', async () => {
      for (const key of all) await put(key)
      const top = await objects.list(BUCKET, { limit: 1000, delimiter: '/' })
      expect(top.commonPrefixes).toEqual(['a/', 'b/'])
      expect(top.objects.map(({ key }) => key)).toEqual([
        'a-b',
        'a0',
        'b',
        'é',
        '\u{FFFD}',
        '\u{1F600}',
      ])
      const below = await objects.list(BUCKET, { limit: 1000, delimiter: '/', prefix: 'a/' })
      expect([below.objects.map(({ key }) => key), below.commonPrefixes]).toEqual([
        ['a/b'],
        ['a/c/'],
      ])
    })

    test('pages of any size and delimiter are the whole, once', async () => {
      for (const key of all) await put(key)
      for (const limit of [1, 2, 3, 100])
        for (const delimiter of ['', '/', 'c']) {
          const seen: string[] = []
          let after: string | undefined
          do {
            const page = await objects.list(BUCKET, { limit, delimiter, ...(after && { after }) })
            seen.push(...page.objects.map(({ key }) => key), ...page.commonPrefixes)
            after = page.next
          } while (after !== undefined)
          const whole = await objects.list(BUCKET, { limit: 1000, delimiter })
          const expected = [...whole.objects.map(({ key }) => key), ...whole.commonPrefixes]
          expect(seen.toSorted(compareKeys)).toEqual(expected.toSorted(compareKeys))
        }
    })
  })

  describe('keys', () => {
    const tricky = fc.constantFrom('a', 'a/b', 'a/b/c', '/', '//', '.', '..', '../a', 'a/../b', 'é')
    const long = fc
      .tuple(fc.constantFrom('x', 'é', 'a/'), fc.integer({ min: 200, max: 1024 }))
      .map(([part, count]) => part.repeat(count).slice(0, Math.floor(KEY_BYTES_MAX / 2)))
    const free = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    const slashed = fc
      .array(fc.constantFrom('a', 'b', '', '.', '..', '\0', '\\', 'c.partial'), { minLength: 1 })
      .map((parts) => parts.join('/'))
    const key = fc
      .oneof(tricky, long, free, slashed)
      .filter((text) => text !== '' && Buffer.byteLength(text) <= KEY_BYTES_MAX)

    test('any keys beside each other keep their own bytes, and are listed in order', async () => {
      const several = fc.uniqueArray(key, { minLength: 1, maxLength: 8 })
      await fc.assert(
        fc.asyncProperty(several, async (chosen) => {
          for (const name of chosen) await put(name)
          for (const name of chosen) await put(name, `${name} again`)
          for (const name of chosen) expect(await textOf(name)).toBe(`${name} again`)
          expect(await keys()).toEqual(chosen.toSorted(compareKeys))
          for (const name of chosen) await remove(name)
          expect(await keys()).toEqual([])
          expect(await objects.deleteBucket(BUCKET)).toBe(true)
          await objects.createBucket(BUCKET)
        }),
        { numRuns: 40 },
      )
    })
  })

  describe('uploads', () => {
    const part = (partNumber: number, text: string) =>
      uploads.putPart(
        BUCKET,
        'u1',
        { partNumber, etag: hash('md5', text, 'hex'), lastModifiedMs: 5 },
        Buffer.from(text),
      )

    test('the parts that are named become the object, in order, and the upload ends', async () => {
      await uploads.createUpload(BUCKET, upload('u1', 'a/b'))
      expect(await part(2, 'two')).toBe(true)
      await part(1, 'old')
      await part(1, 'one')
      await part(10, 'ten')
      const parts = await uploads.parts(BUCKET, 'u1')
      expect(parts.map(({ partNumber, size }) => [partNumber, size])).toEqual([
        [1, 3],
        [2, 3],
        [10, 3],
      ])
      const metadata = { etag: 'aa-2', contentType: 'text/plain' }
      const staged = await uploads.stageCompletion(
        BUCKET,
        upload('u1', 'a/b'),
        parts.slice(0, 2),
        metadata,
      )
      expect(await uploads.upload(BUCKET, 'u1')).toBeDefined()
      await staged.make()
      expect(await textOf('a/b')).toBe('onetwo')
      expect((await objects.head(BUCKET, 'a/b'))?.metadata).toEqual(metadata)
      expect(await uploads.upload(BUCKET, 'u1')).toBeUndefined()
    })

    test('an upload is completed once', async () => {
      await uploads.createUpload(BUCKET, upload('u1', 'k'))
      await part(1, 'one')
      const parts = await uploads.parts(BUCKET, 'u1')
      const complete = () =>
        uploads.stageCompletion(BUCKET, upload('u1', 'k'), parts, {
          etag: hash('md5', 'one', 'hex'),
        })
      const first = await complete()
      const second = complete()
      await first.make()
      await expect(second).rejects.toMatchObject({ code: 'NoSuchUpload' })
      await put('k', 'nobody is kept waiting')
    })

    test('uploads are listed by key, and what is aborted takes no parts', async () => {
      for (const [id, name] of [
        ['u2', 'b'],
        ['u1', 'c'],
        ['u3', 'a'],
      ] as const)
        await uploads.createUpload(BUCKET, upload(id, name))
      expect((await uploads.uploads(BUCKET)).map(({ key: name }) => name)).toEqual(['a', 'b', 'c'])
      await uploads.abortUpload(BUCKET, 'u1')
      expect(await part(1, 'x')).toBe(false)
      expect(await uploads.upload(BUCKET, 'u1')).toBeUndefined()
    })
  })
}

/** As if the ledger had committed it. */
function made(staged: StagedChange): Promise<void> {
  staged.changes()
  return staged.make()
}

function upload(uploadId: string, key: string) {
  return { uploadId, key, initiatedMs: 1, initiatorArn: 'arn:aws:iam::1:root', metadata: {} }
}
