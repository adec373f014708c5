import { describe, expect, test } from 'vitest'
import {
  BUCKET,
  etagOf,
  made,
  uploadOf,
  storeSite,
  type Stores,
} from '../../test/support/store-site.ts'

/** What every store of objects keeps to. */
export function objectStoreContract(open: () => Promise<Stores>): void {
  const { objects, uploads, put, putIf, remove, removeBucket, textOf, keys } = storeSite(open)

  describe('objects', () => {
    test('an object comes back with its metadata, and the one put over it with its own', async () => {
      const first = { contentType: 'text/plain', userMetadata: { signature: 'ab' } }
      await put('a/b.txt', 'one', first)
      expect(await objects().head(BUCKET, 'a/b.txt')).toMatchObject({ size: 3, metadata: first })
      await put('a/b.txt', 'two', { contentType: 'x/y' })
      expect(await textOf('a/b.txt')).toBe('two')
      const found = await objects().head(BUCKET, 'a/b.txt')
      expect(found?.metadata).toEqual({ etag: etagOf('two'), contentType: 'x/y' })
    })

    test('a range is a part of the bytes', async () => {
      await put('k', '0123456789')
      const part = await objects().get(BUCKET, 'k', { first: 2, last: 4 })
      expect([Buffer.from(part?.body ?? []).toString(), part?.object.size]).toEqual(['234', 10])
    })

    test('what is deleted is gone, and deleting it again is harmless', async () => {
      await put('a/b')
      await remove('a/b')
      await remove('a/b')
      expect([await objects().head(BUCKET, 'a/b'), await keys()]).toEqual([undefined, []])
    })

    test('a deletion leaves alone what is not meant, and stages nothing when it is refused', async () => {
      await put('a')
      await put('b')
      const seen: unknown[] = []
      const meant = await objects().stageDelete(BUCKET, ['a', 'b', 'c'], (key, current) => {
        seen.push([key, current?.metadata.etag])
        return key !== 'b'
      })
      await made(meant)
      expect(seen).toEqual([
        ['a', etagOf('a')],
        ['b', etagOf('b')],
        ['c', undefined],
      ])
      expect(await keys()).toEqual(['b'])
      const refused = objects().stageDelete(BUCKET, ['b'], () => {
        throw new Error('refused')
      })
      await expect(refused).rejects.toThrow('refused')
      await put('b', 'is not kept waiting')
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
      const metadata = { etag: etagOf('text'), tags: [{ key: 'a', value: 'b' }] }
      await made(await objects().stageMetadata(BUCKET, 'k', () => metadata))
      expect(await objects().head(BUCKET, 'k')).toMatchObject({ size: 4, metadata })
      const refuse = (current: unknown) => {
        throw new Error(current === undefined ? 'nothing is there' : 'something is')
      }
      await expect(objects().stageMetadata(BUCKET, 'gone', refuse)).rejects.toThrow('nothing is')
    })
  })

  describe('what is staged', () => {
    const stage = (text: string) =>
      objects().stagePut(BUCKET, 'k', Buffer.from(text), { etag: etagOf(text) })

    test('is not seen until it is made', async () => {
      await put('k', 'old')
      const staged = await stage('new')
      expect([await textOf('k'), await keys()]).toEqual(['old', ['k']])
      await staged.make()
      expect(await objects().head(BUCKET, 'k')).toEqual(staged.object)
      const deletion = await objects().stageDelete(BUCKET, ['k'])
      expect(await textOf('k')).toBe('new')
      await deletion.make()
      expect(await textOf('k')).toBeUndefined()
    })

    test('leaves no trace when it is dropped', async () => {
      await put('k', 'old', { contentType: 'text/old' })
      const before = await objects().head(BUCKET, 'k')
      ;(await stage('new')).drop()
      ;(await objects().stageDelete(BUCKET, ['k'])).drop()
      ;(await objects().stageMetadata(BUCKET, 'k', () => ({ etag: 'other' }))).drop()
      expect([await objects().head(BUCKET, 'k'), await textOf('k')]).toEqual([before, 'old'])
    })

    test('is what the next change of its key, and the end of its bucket, are decided on', async () => {
      const first = await stage('one')
      const seen: (string | undefined)[] = []
      const second = putIf('k', 'two', (current) => seen.push(current?.metadata.etag))
      await put('other', 'is not kept waiting')
      const isDeleted = removeBucket()
      await first.make()
      await second
      expect([seen, await isDeleted, await textOf('k')]).toEqual([[etagOf('one')], false, 'two'])
    })

    test('of many keys at once keeps nobody waiting in a circle', async () => {
      const names = ['a', 'b', 'c', 'd']
      const orders = [names, names.toReversed(), ['c', 'a'], ['d', 'b']]
      const outcomes = await Promise.allSettled([
        ...orders.map((order) => remove(...order)),
        ...names.map((key) => put(key)),
        removeBucket(),
      ])
      expect(outcomes).toHaveLength(9)
    })
  })

  describe('buckets', () => {
    test('a bucket that is not there takes nothing', async () => {
      await expect(
        objects().put('other', 'k', Buffer.from('k'), { etag: etagOf('k') }),
      ).rejects.toMatchObject({ name: 'StoreError', code: 'NoSuchBucket' })
    })

    test('a bucket goes only when it is empty, and comes back empty', async () => {
      for (const key of ['a/b/c', 'x//y']) {
        await put(key)
        expect(await removeBucket()).toBe(false)
        await remove(key)
      }
      await uploads().createUpload(BUCKET, uploadOf('u1', 'k'))
      expect(await removeBucket()).toBe(true)
      await objects().createBucket(BUCKET)
      expect([await keys(), await uploads().uploads(BUCKET)]).toEqual([[], []])
    })

    test('the end of a bucket is not seen until it is made, and nothing comes into it meanwhile', async () => {
      await uploads().createUpload(BUCKET, uploadOf('u1', 'k'))
      const dropped = await objects().stageBucketDeletion(BUCKET)
      expect(await uploads().uploads(BUCKET)).toHaveLength(1)
      dropped?.drop()
      await put('k')
      await remove('k')
      const staged = await objects().stageBucketDeletion(BUCKET)
      const late = put('late')
      await staged?.make()
      await expect(late).rejects.toMatchObject({ code: 'NoSuchBucket' })
    })

    test('a bucket of the same name is made only after the end of the one before', async () => {
      const staged = await objects().stageBucketDeletion(BUCKET)
      const again = objects().createBucket(BUCKET)
      await staged?.make()
      await again
      await put('k')
      expect(await keys()).toEqual(['k'])
    })

    test('making a bucket again leaves its objects alone', async () => {
      await put('k')
      await objects().createBucket(BUCKET)
      expect(await textOf('k')).toBe('k')
    })
  })
}
