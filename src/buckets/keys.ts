/** Bytes a key may have. */
export const KEY_BYTES_MAX = 1024

/**
 * S3 lists keys in the order of their UTF-8 bytes, which is not that of JavaScript's strings: there a character beyond
 * U+FFFF is two units that sort before U+E000.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return inByteOrder(x) - inByteOrder(y)
  }
  return a.length - b.length
}

const SURROGATES_FROM = 0xd800
const SURROGATES_UP_TO = 0xdfff

function inByteOrder(unit: number): number {
  if (unit < SURROGATES_FROM) return unit
  return unit > SURROGATES_UP_TO ? unit - 0x800 : unit + 0x2000
}

/** Sorts behind every key that starts with `prefix`, as good as any. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`
}
