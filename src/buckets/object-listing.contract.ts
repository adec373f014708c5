import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUCKET, storeSite, type Stores } from '../../test/support/store-site.ts'
import { compareKeys, KEY_BYTES_MAX } from './keys.ts'

/** Which keys every store takes, and how it lists them. */
export function objectListingContract(open: () => Promise<Stores>): void {
  const { objects, put, remove, removeBucket, textOf, keys } = storeSite(open)

  describe('listing', () => {
    const all = ['a-b', 'a/b', 'a/c/d', 'a/c/e', 'a0', 'b', 'b//c', 'é', '\u{1F600}', '\u{FFFD}']

    test('keys come in the order of their bytes', async () => {
      for (const key of all) await put(key)
      const inOrder = all.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      expect(await keys()).toEqual(inOrder)
    })

    test('a delimiter rolls keys up', async () => {
      for (const key of all) await put(key)
      const top = await objects().list(BUCKET, { limit: 1000, delimiter: '/' })
      expect(top.commonPrefixes).toEqual(['a/', 'b/'])
      expect(top.objects.map(({ key }) => key)).toEqual([
        'a-b',
        'a0',
        'b',
        'é',
        '\u{FFFD}',
        '\u{1F600}',
      ])
      const below = await objects().list(BUCKET, { limit: 1000, delimiter: '/', prefix: 'a/' })
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
            const page = await objects().list(BUCKET, { limit, delimiter, ...(after && { after }) })
            seen.push(...page.objects.map(({ key }) => key), ...page.commonPrefixes)
            after = page.next
          } while (after !== undefined)
          const whole = await objects().list(BUCKET, { limit: 1000, delimiter })
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
          expect(await removeBucket()).toBe(true)
          await objects().createBucket(BUCKET)
        }),
        { numRuns: 40 },
      )
    })
  })
}
