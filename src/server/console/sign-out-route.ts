import { signOut } from '../../identity/console-session.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import type { ConsoleDoor } from './console-door.ts'
import { securityHeaders } from './console-page.ts'
import { noSessionCookie, sessionOfRequest } from './session-cookie.ts'

/** Ends the session on this side too: neither the cookie nor credentials that came of it are good any more. */
export async function signOutOfConsole(
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const session = sessionOfRequest(request, console)
  // CloudTrail has no event for it.
  if (session) await console.door.ledger.commit({ events: [], changes: [signOut(session)] })
  const headers = { ...securityHeaders, 'cache-control': 'no-store', ...noSessionCookie(request) }
  return { status: 204, headers, body: '' }
}
