import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accountOfAccessKeyId,
  newAccessKeyId,
  newTemporaryAccessKeyId,
  newUniqueId,
} from './identifiers.ts'

const accountIds = fc
  .integer({ min: 0, max: 999_999_999_999 })
  .map((n) => String(n).padStart(12, '0'))
const randoms = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => ({
  uuid: () => '',
  bytes: (count: number) => bytes.slice(0, count),
}))

test('an access key id carries its account', () => {
  // A published example of AWS's own form.
  expect(accountOfAccessKeyId('ASIAY34FZKBOKMUTVV7A')).toBe('609629065308')
  fc.assert(
    fc.property(accountIds, randoms, (accountId, random) => {
      for (const id of [
        newAccessKeyId(accountId, random),
        newTemporaryAccessKeyId(accountId, random),
      ]) {
        expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/)
        expect(accountOfAccessKeyId(id)).toBe(accountId)
      }
    }),
  )
})

test('ids of one account start alike and end apart', () => {
  fc.assert(
    fc.property(accountIds, randoms, (accountId, random) => {
      const id = newUniqueId('AROA', accountId, random)
      expect(id).toMatch(/^AROA[A-Z2-7]{17}$/)
      const zeros = { uuid: () => '', bytes: (count: number) => new Uint8Array(count) }
      const other = newUniqueId('AIDA', accountId, zeros)
      expect(id.slice(4, 12)).toBe(other.slice(4, 12))
    }),
  )
})
