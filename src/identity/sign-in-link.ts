import { hash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { devicesOf, type SignedIn } from './sign-in.ts'
import { userOfId } from './user.ts'

/** A link that signs one user in to the console, once: for a start without a password. */
interface SignInLink {
  /** SHA-256 of the token, which itself is kept nowhere. */
  readonly digest: string
  readonly accountId: string
  readonly userId: string
  readonly expiresMs: number
}

const signInLinks = collection<SignInLink>('identity/sign-in-link')

const linksOfUser: Index<SignInLink> = { of: signInLinks, keyOf: ({ userId }) => userId }

const TOKEN_BYTES = 32
export const SIGN_IN_LINK_MS = 24 * 60 * 60 * 1000

/** A new link; the token goes to the person and nowhere else. */
export function newSignInLink(
  accountId: string,
  userId: string,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): { readonly token: string; readonly changes: readonly ResourceChange[] } {
  const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url')
  const expiresMs = clock.now() + SIGN_IN_LINK_MS
  const link = { digest: digestOf(token), accountId, userId, expiresMs }
  return { token, changes: [signInLinks.put(link.digest, link)] }
}

/**
 * Undefined for a token that was used, has expired, or never was. Whoever has set up an MFA device since needs it: then no
 * link lets them in without. The user's links end with the first that is used.
 */
export function signInByLink(
  token: string,
  resources: ResourceReader,
  nowMs: number,
): SignedIn | undefined {
  const link = resources.get(signInLinks, digestOf(token))
  const user = link && nowMs < link.expiresMs ? userOfId(resources, link.userId) : undefined
  if (!user) return undefined
  const who = { accountId: user.accountId, user }
  if (devicesOf(who, resources).length > 0) return undefined
  const used = resources.find(linksOfUser, user.userId)
  return { kind: 'signed-in', who, changes: used.map(({ digest }) => signInLinks.delete(digest)) }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'hex')
}
