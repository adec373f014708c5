import type { HttpRequest } from '../../wire/http.ts'
import { ConsoleRefusal, type RefusalBody } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'

/**
 * The refusal of a sign-in that is nobody's event: of no account, or too early to be looked at. It leaves a line among the
 * rejected requests. Nothing that was typed is in it.
 *
 * @param reason for that line
 */
export function rejectSignIn(
  request: HttpRequest,
  { door }: ConsoleDoor,
  reason: string,
  told: RefusalBody,
): ConsoleRefusal {
  const { host, 'user-agent': userAgent } = request.headers
  door.observer.rejected({
    time: new Date(door.clock.now()).toISOString(),
    sourceIPAddress: request.sourceIp,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(host === undefined ? {} : { host }),
    method: request.method,
    path: request.path,
    errorCode: told.code,
    errorMessage: reason,
    requestID: door.random.uuid(),
  })
  const { retryAfterSeconds } = told
  return retryAfterSeconds === undefined
    ? new ConsoleRefusal(401, told)
    : new ConsoleRefusal(429, told, { 'retry-after': String(retryAfterSeconds) })
}
