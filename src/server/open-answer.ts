import type { OpenAnswer } from '../services/service.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { FrontDoor } from './front-door.ts'

/** What a request that nobody signed gets for its own sake; undefined when it has to prove its caller. */
export function openAnswerTo(
  request: HttpRequest,
  requestId: string,
  { services, ledger, clock }: Pick<FrontDoor, 'services' | 'ledger' | 'clock'>,
): OpenAnswer | undefined {
  if (isSigned(request)) return undefined
  const call = { nowMs: clock.now(), resources: ledger.resources, requestId }
  for (const service of services) {
    const answer = service.openAnswer?.(request, call)
    if (answer) return answer
  }
  return undefined
}

function isSigned({ headers, query }: HttpRequest): boolean {
  return headers['authorization'] !== undefined || query.includes('X-Amz-')
}
