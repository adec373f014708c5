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
