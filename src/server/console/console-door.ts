import type { SignInAttempts } from '../../identity/sign-in-attempts.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import type { FrontDoor } from '../front-door.ts'
import { answerJson, ConsoleRefusal } from './console-answer.ts'
import type { ConsoleFiles } from './console-files.ts'
import { consolePage } from './console-page.ts'
import { isFromOurPage } from './own-page.ts'
import { giveCredentials } from './give-credentials.ts'
import { describeSession } from './session-answer.ts'
import { followLink, signIn } from './sign-in-routes.ts'
import { signOutOfConsole } from './sign-out-route.ts'
import { exitRole, switchRole } from './switch-role.ts'

/** What the console's own pages and its sign-in can reach. Everything else it does is AWS calls like anybody's. */
export interface ConsoleDoor {
  readonly door: FrontDoor
  readonly attempts: SignInAttempts
  readonly files: ConsoleFiles
}

type Route = (request: HttpRequest, console: ConsoleDoor) => HttpResponse | Promise<HttpResponse>

const posts: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['/console/sign-in', signIn],
  ['/console/sign-in-link', followLink],
  ['/console/sign-out', signOutOfConsole],
  ['/console/credentials', giveCredentials],
  ['/console/switch-role', switchRole],
  ['/console/exit-role', exitRole],
])

const ROOT = '/console'

/** Signed requests are AWS calls whatever their path: a bucket may be called `console`. */
export function isForConsole({ path, query, headers }: HttpRequest): boolean {
  if (path !== ROOT && !path.startsWith(`${ROOT}/`)) return false
  const hasSignature = headers['authorization']?.startsWith('AWS') ?? false
  return !hasSignature && !/(^|&)X-Amz-Algorithm=/.test(query)
}

export async function handleConsole(
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  try {
    return await answer(request, console)
  } catch (error) {
    if (error instanceof ConsoleRefusal) return answerJson(error.status, error.body, error.headers)
    console.door.observer.bug(error)
    return answerJson(500, { code: 'InternalFailure', message: 'An internal error occurred.' })
  }
}

async function answer(request: HttpRequest, console: ConsoleDoor): Promise<HttpResponse> {
  const { method, path } = request
  const post = posts.get(path)
  if (post) {
    if (method !== 'POST') throw new ConsoleRefusal(405, { code: 'MethodNotAllowed' })
    if (!isFromOurPage(request)) throw new ConsoleRefusal(403, { code: 'Forbidden' })
    return post(request, console)
  }
  if (method !== 'GET' && method !== 'HEAD')
    throw new ConsoleRefusal(405, { code: 'MethodNotAllowed' })
  if (path === '/console/session') return describeSession(request, console)
  if (path === ROOT) return { status: 308, headers: { location: `${ROOT}/` }, body: '' }
  return consolePage(request, path.slice(ROOT.length + 1), console.files)
}
