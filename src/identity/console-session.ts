import type { Random } from '../base/random.ts'
import { collection, type ResourceChange, type ResourceReader } from '../ledger/resources.ts'
import { currentKey, ringKeyOf } from './key-ring.ts'
import { loginProfileKey, loginProfiles } from './login-profile.ts'
import { NONCE_BYTES, open, seal } from './seal.ts'
import type { ConsoleOrigin, Session } from './session.ts'
import { userOfId } from './user.ts'

/** A person who is signed in to the console. The cookie carries all of it, sealed; nothing is kept but what ends it early. */
export interface ConsoleSession extends ConsoleOrigin {
  readonly expiresMs: number
  /** When the person proved an MFA device; absent without one. */
  readonly mfaMs?: number
  /** Absent while the person is nobody but who signed in. */
  readonly role?: SwitchedRole
}

/** A role that the person has switched to: the session that STS gave for it. */
export interface SwitchedRole {
  readonly session: Session
  readonly displayName: string
}

export const CONSOLE_SESSION_MS = 12 * 60 * 60 * 1000

const PURPOSE = 'console-session'
/** What browsers take at least of a cookie, with its attributes. */
const COOKIE_CHARACTERS_MAX = 4000

interface SignedOut {
  readonly sessionId: string
  /** After this the session has ended anyway. */
  readonly expiresMs: number
}

/** By the id of the session. */
const signedOutSessions = collection<SignedOut>('identity/signed-out-console-session')

export interface SealedConsoleSession {
  /** Undefined when it would be too long for a cookie. */
  readonly text: string | undefined
  /** To be committed before it is given out: the key ring may have a new key. */
  readonly changes: readonly ResourceChange[]
}

export function sealConsoleSession(
  session: ConsoleSession,
  nowMs: number,
  resources: ResourceReader,
  random: Random,
): SealedConsoleSession {
  const { key, changes } = currentKey(resources, nowMs, random)
  const sealed = seal(PURPOSE, JSON.stringify(session), key, random.bytes(NONCE_BYTES))
  const text = sealed.toString('base64url')
  return { text: text.length > COOKIE_CHARACTERS_MAX ? undefined : text, changes }
}

/** Undefined for what is not such a session, and for one that has ended. */
export function openConsoleSession(
  text: string,
  nowMs: number,
  resources: ResourceReader,
): ConsoleSession | undefined {
  const json = open(PURPOSE, Buffer.from(text, 'base64url'), (id) => ringKeyOf(resources, id))
  if (json === undefined) return undefined
  const session = JSON.parse(json) as ConsoleSession
  return nowMs < session.expiresMs && isStanding(session, resources) ? session : undefined
}

/** Whether nothing has ended it early: signing out, a new password, the deletion of the user. */
export function isStanding(origin: ConsoleOrigin, resources: ResourceReader): boolean {
  if (resources.get(signedOutSessions, origin.sessionId)) return false
  if (origin.userId !== undefined && !userOfId(resources, origin.userId)) return false
  return isPasswordUnchanged(origin, resources)
}

export function signOut({
  sessionId,
  expiresMs,
}: Pick<ConsoleSession, 'sessionId' | 'expiresMs'>): ResourceChange {
  return signedOutSessions.put(sessionId, { sessionId, expiresMs })
}

/** To be committed now and then: the ends of sessions that would have ended by now. */
export function forgetEndedSessions(
  nowMs: number,
  resources: ResourceReader,
): readonly ResourceChange[] {
  return resources
    .list(signedOutSessions)
    .filter(({ expiresMs }) => expiresMs <= nowMs)
    .map(({ sessionId }) => signedOutSessions.delete(sessionId))
}

/** A session that began without a password, by a link, outlives the user's first one. */
function isPasswordUnchanged(
  { accountId, userId = accountId, passwordSetAt, signedInMs }: ConsoleOrigin,
  resources: ResourceReader,
): boolean {
  const profile = resources.get(loginProfiles, loginProfileKey({ accountId, userId }))
  if (passwordSetAt !== undefined) return profile?.passwordSetAt === passwordSetAt
  if (!profile || profile.passwordSetAt === profile.createdAt) return true
  return Date.parse(profile.passwordSetAt) < signedInMs
}
