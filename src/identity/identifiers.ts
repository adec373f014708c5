import type { Random } from '../base/random.ts'

/**
 * AWS's identifiers: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * An access key id carries its account, as AWS's have since 2019: the 80 bits after the prefix, read as base32, are a one,
 * the account id in 40 bits, and 39 random bits.
 */

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const KEY_BODY_LENGTH = 16
const UNIQUE_ID_LENGTH = 17
const SECRET_BYTES = 30
const RANDOM_BITS = 39n

/** `AKIA…`, 20 characters. */
export function newAccessKeyId(accountId: string, random: Random): string {
  const noise = BigInt(`0x${Buffer.from(random.bytes(5)).toString('hex')}`)
  const body =
    (1n << 79n) | (BigInt(accountId) << RANDOM_BITS) | (noise & ((1n << RANDOM_BITS) - 1n))
  let text = ''
  for (let i = KEY_BODY_LENGTH - 1; i >= 0; i--)
    text += BASE32[Number((body >> BigInt(i * 5)) & 31n)] ?? ''
  return `AKIA${text}`
}

/** The account that an access key id carries; undefined when it is no id of this form. */
export function accountOfAccessKeyId(accessKeyId: string): string | undefined {
  if (!/^A[A-Z]IA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined
  let body = 0n
  for (const character of accessKeyId.slice(4))
    body = (body << 5n) | BigInt(BASE32.indexOf(character))
  return String((body >> RANDOM_BITS) & ((1n << 40n) - 1n)).padStart(12, '0')
}

/** 40 characters. */
export function newSecretAccessKey(random: Random): string {
  return Buffer.from(random.bytes(SECRET_BYTES)).toString('base64')
}

/** `AIDA…`, 21 characters: the id of an IAM user, never used again after the user is gone. */
export function newUserId(random: Random): string {
  const letters = Array.from(random.bytes(UNIQUE_ID_LENGTH), (byte) => BASE32[byte & 31] ?? '')
  return `AIDA${letters.join('')}`
}
