import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ChecksumAlgorithm } from './object-store.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
]

/** In base64, as S3's headers carry it. */
export function checksumOf(algorithm: ChecksumAlgorithm, body: Uint8Array): string {
  switch (algorithm) {
    case 'CRC32':
      return base64Of(BigInt(crc32(body)), 4)
    case 'CRC32C':
      return base64Of(BigInt(crc32c(body)), 4)
    case 'CRC64NVME':
      return base64Of(crc64nvme(body), 8)
    case 'SHA1':
    case 'SHA256':
      return createHash(algorithm.toLowerCase()).update(body).digest('base64')
  }
}

/** How many bytes a checksum has. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
}

function base64Of(value: bigint, bytes: number): string {
  return Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex').toString('base64')
}

/** Castagnoli's polynomial, reflected. */
const CRC32C = 0x82f63b78

const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ CRC32C : rest >>> 1
  return rest >>> 0
})

function crc32c(body: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of body) rest = (crc32cTable[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8)
  return (rest ^ 0xffffffff) >>> 0
}

/** The polynomial of the NVM Express specification, reflected. */
const CRC64NVME = 0x9a6c9329ac4bc9b5n

/** Two halves a byte, because 64 bits at once are ten times slower. */
const [crc64High, crc64Low] = crc64Tables()

function crc64Tables(): readonly [high: Uint32Array, low: Uint32Array] {
  const [high, low] = [new Uint32Array(256), new Uint32Array(256)]
  for (let byte = 0; byte < 256; byte++) {
    let rest = BigInt(byte)
    for (let bit = 0; bit < 8; bit++) rest = rest & 1n ? (rest >> 1n) ^ CRC64NVME : rest >> 1n
    high[byte] = Number(rest >> 32n)
    low[byte] = Number(rest & 0xffffffffn)
  }
  return [high, low]
}

function crc64nvme(body: Uint8Array): bigint {
  let [high, low] = [0xffffffff, 0xffffffff]
  for (const byte of body) {
    const index = (low ^ byte) & 0xff
    low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0)
    high = (high >>> 8) ^ (crc64High[index] ?? 0)
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)
}

/** A checksum of the whole out of those of its parts, in order. Only cyclic ones can be put together so. */
export function combinedChecksum(
  algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME',
  parts: readonly { readonly value: string; readonly size: number }[],
): string {
  const { width, polynomial } = cyclic[algorithm]
  let whole = 0n
  for (const { value, size } of parts) {
    const part = BigInt(`0x0${Buffer.from(value, 'base64').toString('hex')}`)
    whole = product(powerOfX(BigInt(size) * 8n, width, polynomial), whole, width, polynomial) ^ part
  }
  return base64Of(whole, checksumBytes[algorithm])
}

const cyclic = {
  CRC32: { width: 32n, polynomial: 0xedb88320n },
  CRC32C: { width: 32n, polynomial: BigInt(CRC32C) },
  CRC64NVME: { width: 64n, polynomial: CRC64NVME },
}

/** Of polynomials modulo another, all reflected: the highest bit is the constant term. */
function product(a: bigint, b: bigint, width: bigint, polynomial: bigint): bigint {
  let [sum, shifted] = [0n, b]
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) sum ^= shifted
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n
  }
  return sum
}

function powerOfX(exponent: bigint, width: bigint, polynomial: bigint): bigint {
  let [power, square] = [1n << (width - 1n), 1n << (width - 2n)]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) power = product(power, square, width, polynomial)
    square = product(square, square, width, polynomial)
  }
  return power
}
