import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checksumAlgorithms, checksumOf, combinedChecksum } from './checksums.ts'

/** The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180. */
test.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
] as const)('%s of 123456789', (algorithm, hex) => {
  const value = checksumOf(algorithm, Buffer.from('123456789'))
  expect(Buffer.from(value, 'base64').toString('hex')).toBe(hex)
})

test('a cyclic checksum of the whole comes out of those of any parts', () => {
  const cyclic = checksumAlgorithms.filter((name) => name.startsWith('CRC')) as ['CRC32']
  fc.assert(
    fc.property(
      fc.constantFrom(...cyclic),
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
      (algorithm, parts) => {
        const whole = checksumOf(algorithm, Buffer.concat(parts))
        const described = parts.map((part) => ({
          value: checksumOf(algorithm, part),
          size: part.length,
        }))
        expect(combinedChecksum(algorithm, described)).toBe(whole)
      },
    ),
  )
})
