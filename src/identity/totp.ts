import { createHmac } from 'node:crypto'
import { base32Bytes } from './base32.ts'

/** Time-based one-time passwords: https://www.rfc-editor.org/rfc/rfc6238, on https://www.rfc-editor.org/rfc/rfc4226 */

const TOTP_STEP_MS = 30_000

/** AWS's codes have six digits. */
const DIGITS = 6

/** Of any RFC 6238 code: the low digits of 31 bits of the counter's HMAC. */
export function totpCode(seed: Uint8Array, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', seed).update(message).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

export function totpCounterAt(ms: number): number {
  return Math.floor(ms / TOTP_STEP_MS)
}

/** The counter that a code belongs to, now or some steps away; undefined when it is none of them. */
export function totpCounterOf(
  base32Seed: string,
  code: string,
  nowMs: number,
  driftSteps: number,
): number | undefined {
  const seed = base32Bytes(base32Seed)
  const now = totpCounterAt(nowMs)
  for (let drift = 0; drift <= driftSteps; drift++)
    for (const counter of [now - drift, now + drift])
      if (totpCode(seed, counter) === code) return counter
  return undefined
}
