import { consoleCallSession, consoleCredentials } from '../../identity/console-credentials.ts'
import type { ConsoleSession } from '../../identity/console-session.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import { answerJson } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'
import { neededSession, sessionCookie } from './session-cookie.ts'
import { renewRole } from './switch-role.ts'

/** A role's session that ends sooner is renewed first, or the page would be back at once. */
const ROLE_LEFT_MS_MIN = 60_000

/** What the page signs its calls with for the next minutes. It keeps them in memory, and comes back for more. */
export async function giveCredentials(
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const { clock, ledger, random } = console.door
  const session = await withStandingRole(neededSession(request, console), request, console)
  const nowMs = clock.now()
  const cookie = sessionCookie(session, request, console)
  const callSession = consoleCallSession(session, nowMs, random)
  const { credentials, changes } = consoleCredentials(callSession, nowMs, ledger.resources, random)
  if (cookie.changes.length + changes.length > 0)
    await ledger.commit({ events: [], changes: [...cookie.changes, ...changes] })
  const { expiresMs, ...keys } = credentials
  const body = { ...keys, expiration: new Date(expiresMs).toISOString() }
  return answerJson(200, body, cookie.headers)
}

async function withStandingRole(
  session: ConsoleSession,
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<ConsoleSession> {
  const { role, expiresMs } = session
  const nowMs = console.door.clock.now()
  const isEnding = role && role.session.expiresMs - nowMs < ROLE_LEFT_MS_MIN
  // With the whole session at its end there is nothing to renew for.
  return isEnding && role.session.expiresMs < expiresMs
    ? renewRole(session, role, request, console)
    : session
}
