import type { Random } from '../base/random.ts'
import { BASE32 } from './base32.ts'

/**
 * AWS's identifiers: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 * An access key id carries its account, as AWS's have since 2019: the 80 bits after the prefix, read as base32, are a one,
 * the account id in 40 bits, and 39 random bits.
 */

const KEY_BODY_LENGTH = 16
const UNIQUE_ID_LENGTH = 17
const SECRET_BYTES = 30
const ACCOUNT_BITS = 40
const RANDOM_BITS = 39n
const NOISE_BYTES = 6

/** `AKIA…`, 20 characters. */
export function newAccessKeyId(accountId: string, random: Random): string {
  return `AKIA${idBody(accountId, KEY_BODY_LENGTH, random)}`
}

/** `ASIA…`, 20 characters: the key id of temporary credentials. */
export function newTemporaryAccessKeyId(accountId: string, random: Random): string {
  return `ASIA${idBody(accountId, KEY_BODY_LENGTH, random)}`
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

/** What an id names: a user, a role, a group, a managed policy, an instance profile. */
export type UniqueIdPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA'

/** 21 characters, never used again after what it names is gone. */
export function newUniqueId(prefix: UniqueIdPrefix, accountId: string, random: Random): string {
  return `${prefix}${idBody(accountId, UNIQUE_ID_LENGTH, random)}`
}

/** A one, the account id in 40 bits, and what is left at random: ids of one account start alike, as AWS's do. */
function idBody(accountId: string, length: number, random: Random): string {
  const randomBits = BigInt(length * 5 - ACCOUNT_BITS - 1)
  const noise = BigInt(`0x${Buffer.from(random.bytes(NOISE_BYTES)).toString('hex')}`)
  const mask = (1n << randomBits) - 1n
  const body = (((1n << BigInt(ACCOUNT_BITS)) | BigInt(accountId)) << randomBits) | (noise & mask)
  let text = ''
  for (let i = length - 1; i >= 0; i--) text += BASE32[Number((body >> BigInt(i * 5)) & 31n)] ?? ''
  return text
}
