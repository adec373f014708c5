import type { Random } from '../base/random.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import type { ConsoleSession } from './console-session.ts'
import { newSecretAccessKey, newTemporaryAccessKeyId } from './identifiers.ts'
import { currentKey } from './key-ring.ts'
import { NONCE_BYTES } from './seal.ts'
import type { ConsoleOrigin, Session, SessionSubject } from './session.ts'
import { sealSession } from './session-token.ts'

/** What the console signs its calls with. */
export interface ConsoleCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiresMs: number
}

/** Short, because they are in a page's memory; the cookie gets new ones. */
export const CONSOLE_CREDENTIALS_MS = 15 * 60 * 1000

/**
 * The session of whoever the person is at the moment. Events tell users and root by it as if they had signed in with it:
 * `creationDate` is when they did. In a role it is the session that STS gave, under its own key, only for a shorter time.
 */
export function consoleCallSession(
  { role, expiresMs: endMs, mfaMs, ...signedIn }: ConsoleSession,
  nowMs: number,
  random: Random,
): Session {
  const console = originOf(signedIn)
  const expiresMs = Math.min(nowMs + CONSOLE_CREDENTIALS_MS, endMs)
  if (role) {
    const until = Math.min(expiresMs, role.session.expiresMs)
    return { ...role.session, expiresMs: until, isFromConsole: true, console }
  }
  return {
    accessKeyId: newTemporaryAccessKeyId(signedIn.accountId, random),
    secretAccessKey: newSecretAccessKey(random),
    subject: subjectOf(signedIn),
    issuedMs: signedIn.signedInMs,
    expiresMs,
    ...(mfaMs === undefined ? {} : { mfaMs }),
    tags: [],
    transitiveTagKeys: [],
    isFromConsole: true,
    console,
  }
}

export function consoleCredentials(
  session: Session,
  nowMs: number,
  resources: ResourceReader,
  random: Random,
): { readonly credentials: ConsoleCredentials; readonly changes: readonly ResourceChange[] } {
  const { key, changes } = currentKey(resources, nowMs, random)
  const { accessKeyId, secretAccessKey, expiresMs } = session
  const sessionToken = sealSession(session, key, random.bytes(NONCE_BYTES))
  return { credentials: { accessKeyId, secretAccessKey, sessionToken, expiresMs }, changes }
}

function originOf({ sessionId, accountId, userId, signedInMs, passwordSetAt }: ConsoleOrigin) {
  return {
    sessionId,
    accountId,
    ...(userId === undefined ? {} : { userId }),
    signedInMs,
    ...(passwordSetAt === undefined ? {} : { passwordSetAt }),
  }
}

function subjectOf({ accountId, userId }: ConsoleOrigin): SessionSubject {
  return userId === undefined ? { kind: 'root', accountId } : { kind: 'user', accountId, userId }
}
