import { SignInAttempts } from '../identity/sign-in-attempts.ts'
import { handleConsole, isForConsole } from '../server/console/console-door.ts'
import type { FrontDoor } from '../server/front-door.ts'
import { handleCall } from '../server/handle-call.ts'
import type { HttpRequest, HttpResponse } from '../wire/http.ts'
import { builtConsole, ConsoleFolder } from './console-folder.ts'
import { writeDurably } from './files.ts'

/** Names and addresses that failed to sign in, in memory. */
const SIGN_IN_FAILURES_MAX = 10_000

/** Answers calls at the front door, and browsers at the console's. */
export function openConsole(
  door: FrontDoor,
  consoleFolder = builtConsole,
): (request: HttpRequest) => Promise<HttpResponse> {
  const attempts = new SignInAttempts(SIGN_IN_FAILURES_MAX)
  const console = { door, attempts, files: new ConsoleFolder(consoleFolder) }
  return (request) =>
    isForConsole(request) ? handleConsole(request, console) : handleCall(request, door)
}

/** Where the console is, and the link of a first start, which is put where only the owner of the data can read it. */
export async function consoleAddress(url: string, linkToken: string | undefined, file: string) {
  const console = `${url}/console/`
  if (linkToken === undefined) return { console }
  const signInLink = `${console}#/link/${linkToken}`
  await writeDurably(file, `${signInLink}\n`, 0o600)
  return { console, signInLink }
}
