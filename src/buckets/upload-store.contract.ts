import { describe, expect, test } from 'vitest'
import { BUCKET, etagOf, uploadOf, storeSite, type Stores } from '../../test/support/store-site.ts'

/** What every store of uploads in parts keeps to. */
export function uploadStoreContract(open: () => Promise<Stores>): void {
  const { objects, uploads, put, textOf } = storeSite(open)

  describe('uploads', () => {
    const part = (partNumber: number, text: string) =>
      uploads().putPart(
        BUCKET,
        'u1',
        { partNumber, etag: etagOf(text), lastModifiedMs: 5 },
        Buffer.from(text),
      )

    test('the parts that are named become the object, in order, and the upload ends', async () => {
      await uploads().createUpload(BUCKET, uploadOf('u1', 'a/b'))
      expect(await part(2, 'two')).toBe(true)
      await part(1, 'old')
      await part(1, 'one')
      await part(10, 'ten')
      const parts = await uploads().parts(BUCKET, 'u1')
      expect(parts.map(({ partNumber, size }) => [partNumber, size])).toEqual([
        [1, 3],
        [2, 3],
        [10, 3],
      ])
      const metadata = { etag: 'aa-2', contentType: 'text/plain' }
      const staged = await uploads().stageCompletion(
        BUCKET,
        uploadOf('u1', 'a/b'),
        parts.slice(0, 2),
        metadata,
      )
      expect(await uploads().upload(BUCKET, 'u1')).toBeDefined()
      await staged.make()
      expect(await textOf('a/b')).toBe('onetwo')
      expect((await objects().head(BUCKET, 'a/b'))?.metadata).toEqual(metadata)
      expect(await uploads().upload(BUCKET, 'u1')).toBeUndefined()
    })

    test('an upload is completed once', async () => {
      await uploads().createUpload(BUCKET, uploadOf('u1', 'k'))
      await part(1, 'one')
      const parts = await uploads().parts(BUCKET, 'u1')
      const complete = () =>
        uploads().stageCompletion(BUCKET, uploadOf('u1', 'k'), parts, {
          etag: etagOf('one'),
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
        await uploads().createUpload(BUCKET, uploadOf(id, name))
      expect((await uploads().uploads(BUCKET)).map(({ key: name }) => name)).toEqual([
        'a',
        'b',
        'c',
      ])
      await uploads().abortUpload(BUCKET, 'u1')
      expect(await part(1, 'x')).toBe(false)
      expect(await uploads().upload(BUCKET, 'u1')).toBeUndefined()
    })
  })
}
