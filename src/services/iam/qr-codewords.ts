/** The bytes of a QR code: the text, and what corrects errors in it. Level L of ISO/IEC 18004, table 9, versions 1 to 20. */

const CORRECTION_BYTES = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
]
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8]

const BYTE_MODE = 0b0100
const PADDING = [0xec, 0x11]

/** The smallest version that holds so many bytes; undefined when none does. */
export function versionFor(bytes: number): number | undefined {
  const at = BLOCKS.findIndex((_, i) => headerBits(i + 1) + bytes * 8 <= dataBytes(i + 1) * 8)
  return at < 0 ? undefined : at + 1
}

/** All bytes of a code in the order in which they are drawn: blocks interleaved, then their corrections. */
export function codewordsOf(text: Uint8Array, version: number): Uint8Array {
  const data = paddedData(text, version)
  const count = BLOCKS[version - 1] ?? 0
  const shortLength = Math.floor(data.length / count)
  const longFrom = count - (data.length % count)
  const blocks = Array.from({ length: count }, (_, i) => {
    const start = i * shortLength + Math.max(0, i - longFrom)
    return data.subarray(start, start + shortLength + (i >= longFrom ? 1 : 0))
  })
  const divisor = generator(CORRECTION_BYTES[version - 1] ?? 0)
  return Uint8Array.from([
    ...interleaved(blocks),
    ...interleaved(blocks.map((block) => remainder(block, divisor))),
  ])
}

function headerBits(version: number): number {
  return 4 + (version < 10 ? 8 : 16)
}

function dataBytes(version: number): number {
  const correction = (CORRECTION_BYTES[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0)
  return Math.floor(dataModules(version) / 8) - correction
}

/** Modules that are neither finder, timing, alignment, format nor version. */
function dataModules(version: number): number {
  const all = (16 * version + 128) * version + 64
  if (version === 1) return all
  const alignments = Math.floor(version / 7) + 2
  return all - ((25 * alignments - 10) * alignments - 55) - (version >= 7 ? 36 : 0)
}

function paddedData(text: Uint8Array, version: number): Uint8Array {
  const lengthBits = headerBits(version) - 4
  const bits = [
    ...bitsOf(BYTE_MODE, 4),
    ...bitsOf(text.length, lengthBits),
    ...Array.from(text).flatMap((byte) => bitsOf(byte, 8)),
  ]
  const bytes = new Uint8Array(dataBytes(version))
  const used = Math.ceil(Math.min(bits.length + 4, bytes.length * 8) / 8)
  bits.forEach((bit, i) => (bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (7 - (i & 7)))))
  for (let i = used; i < bytes.length; i++) bytes[i] = PADDING[(i - used) % 2] ?? 0
  return bytes
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (value >> (count - 1 - i)) & 1)
}

function interleaved(blocks: readonly Uint8Array[]): number[] {
  const longest = Math.max(...blocks.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => blocks.flatMap((block) => block[i] ?? [])).flat()
}

/** Of a Reed-Solomon code over GF(2^8): coefficients of the product of x - 2^i, without the leading one. */
function generator(degree: number): Uint8Array {
  const coefficients = new Uint8Array(degree)
  coefficients[degree - 1] = 1
  let root = 1
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++)
      coefficients[j] = multiply(coefficients[j] ?? 0, root) ^ (coefficients[j + 1] ?? 0)
    root = multiply(root, 2)
  }
  return coefficients
}

function remainder(data: Uint8Array, divisor: Uint8Array): Uint8Array {
  const rest = new Uint8Array(divisor.length)
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0)
    rest.copyWithin(0, 1)
    rest[rest.length - 1] = 0
    divisor.forEach((coefficient, i) => {
      rest[i] = (rest[i] ?? 0) ^ multiply(coefficient, factor)
    })
  }
  return rest
}

/** Modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    product ^= ((b >> bit) & 1) * a
  }
  return product
}
