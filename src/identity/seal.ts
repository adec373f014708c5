import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const SEALED_BYTES_MIN = 1 + IV_BYTES + TAG_BYTES

export interface SealingKey {
  /** One byte: which key of the ring opens what this one sealed. */
  readonly id: number
  readonly key: KeyObject
}

/**
 * AES-256-GCM: key id, nonce, ciphertext, tag. `purpose` is authenticated too, so that what was sealed for one use does not
 * open for another.
 *
 * @param nonce 12 bytes, never used twice with the same key: random ones are good for 2^32 of them
 */
export function seal(
  purpose: string,
  text: string,
  { id, key }: SealingKey,
  nonce: Uint8Array,
): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce)
  cipher.setAAD(associatedData(purpose, id))
  const sealed = [Uint8Array.of(id), nonce, cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([...sealed, cipher.getAuthTag()])
}

/** Undefined for whatever was not sealed by one of these keys for this purpose. */
export function open(
  purpose: string,
  sealed: Buffer,
  keyOf: (id: number) => KeyObject | undefined,
): string | undefined {
  if (sealed.length < SEALED_BYTES_MIN) return undefined
  const id = sealed.readUInt8(0)
  const key = keyOf(id)
  if (!key) return undefined
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, 1 + IV_BYTES))
  decipher.setAAD(associatedData(purpose, id))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const text = decipher.update(sealed.subarray(1 + IV_BYTES, -TAG_BYTES), undefined, 'utf8')
  try {
    return text + decipher.final('utf8')
  } catch {
    // The tag does not fit: damaged, or sealed elsewhere.
    return undefined
  }
}

export const NONCE_BYTES = IV_BYTES

function associatedData(purpose: string, id: number): Buffer {
  return Buffer.from(`${purpose} ${id}`)
}
