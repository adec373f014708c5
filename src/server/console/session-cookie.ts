import {
  type ConsoleSession,
  openConsoleSession,
  sealConsoleSession,
} from '../../identity/console-session.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { HttpRequest } from '../../wire/http.ts'
import { ConsoleRefusal, invalid } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'

const NAME = 'waymark-session'
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`)

/** Whose session the request's cookie is; undefined when nobody is signed in, any more or yet. */
export function sessionOfRequest(
  { headers }: HttpRequest,
  { door }: ConsoleDoor,
): ConsoleSession | undefined {
  const text = COOKIE.exec(headers['cookie'] ?? '')?.[1]
  return text === undefined
    ? undefined
    : openConsoleSession(text, door.clock.now(), door.ledger.resources)
}

/** Throws {@link ConsoleRefusal} when nobody is signed in. */
export function neededSession(request: HttpRequest, console: ConsoleDoor): ConsoleSession {
  const session = sessionOfRequest(request, console)
  if (session) return session
  throw new ConsoleRefusal(401, { code: 'NotSignedIn' }, noSessionCookie(request))
}

export interface SessionCookie {
  readonly headers: Readonly<Record<string, string>>
  /** To be committed before the cookie is given out. */
  readonly changes: readonly ResourceChange[]
}

export function sessionCookie(
  session: ConsoleSession,
  request: HttpRequest,
  { door }: ConsoleDoor,
): SessionCookie {
  const nowMs = door.clock.now()
  const sealed = sealConsoleSession(session, nowMs, door.ledger.resources, door.random)
  if (sealed.text === undefined) throw invalid('the session does not fit into a cookie')
  const seconds = Math.ceil((session.expiresMs - nowMs) / 1000)
  return { headers: cookieHeader(sealed.text, seconds, request), changes: sealed.changes }
}

export function noSessionCookie(request: HttpRequest): Readonly<Record<string, string>> {
  return cookieHeader('', 0, request)
}

function cookieHeader(text: string, seconds: number, { tls }: HttpRequest) {
  const secure = tls ? '; Secure' : ''
  const attributes = `Path=/console; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`
  return { 'set-cookie': `${NAME}=${text}; ${attributes}` }
}
