import { scrypt, timingSafeEqual } from 'node:crypto'
import { collection } from '../ledger/resources.ts'

/** A user's password for the console. Shown nowhere, in no form. */
export interface LoginProfile extends PasswordHash {
  readonly accountId: string
  readonly userId: string
  readonly createdAt: string
  readonly passwordSetAt: string
  readonly isResetRequired: boolean
  /** Those before, newest first, as far back as a password policy can look. */
  readonly earlier: readonly PasswordHash[]
}

export interface PasswordHash {
  /** Base64. */
  readonly salt: string
  readonly hash: string
}

export const EARLIER_PASSWORDS_MAX = 24

const SALT_BYTES = 16
const HASH_BYTES = 32
/** What OWASP asks of scrypt at least; 30 ms of a thread that is not ours. */
const COST = { N: 16_384, r: 8, p: 1 }

/** Under `<account id>/<user id>`. */
export const loginProfiles = collection<LoginProfile>('identity/login-profile')

export function loginProfileKey(owner: Pick<LoginProfile, 'accountId' | 'userId'>): string {
  return `${owner.accountId}/${owner.userId}`
}

/** @param bytes random, as many as asked for */
export async function hashPassword(
  password: string,
  bytes: (count: number) => Uint8Array,
): Promise<PasswordHash> {
  const salt = Buffer.from(bytes(SALT_BYTES))
  const hash = await scrypted(password, salt)
  return { salt: salt.toString('base64'), hash: hash.toString('base64') }
}

export async function isPassword(password: string, { salt, hash }: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64')
  return timingSafeEqual(await scrypted(password, Buffer.from(salt, 'base64')), expected)
}

function scrypted(password: string, salt: Uint8Array): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  scrypt(password.normalize('NFKC'), salt, HASH_BYTES, COST, (error, hash) =>
    error ? reject(error) : resolve(hash),
  )
  return promise
}
