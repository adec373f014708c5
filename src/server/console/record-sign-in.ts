import type { ResourceChange } from '../../ledger/resources.ts'
import { eventText } from '../event-of.ts'
import { GLOBAL_REGION } from '../../wire/regions.ts'
import type { ConsoleDoor } from './console-door.ts'
import { SIGN_IN_EVENT_SOURCE, signInEvent, type SignInFacts } from './sign-in-events.ts'

/**
 * Commits what happened at the console's door, its events and changes together; call it in the turn that decided. Resolves
 * when a power cut cannot undo it: nothing is answered before.
 */
export async function recordSignIn(
  happened: readonly SignInFacts[],
  changes: readonly ResourceChange[],
  who: string,
  { door }: ConsoleDoor,
): Promise<void> {
  const nowMs = door.clock.now()
  const events = happened.map((facts) => eventText(signInEvent(facts, door.random.uuid(), nowMs)))
  await door.ledger.commit({ events, changes })
  for (const { eventName, request, errorMessage } of happened)
    door.observer.answered({
      timeMs: nowMs,
      durationMs: door.clock.now() - nowMs,
      who,
      eventSource: SIGN_IN_EVENT_SOURCE,
      eventName,
      region: GLOBAL_REGION,
      sourceIp: request.sourceIp,
      status: errorMessage === undefined ? 200 : 401,
      ...(errorMessage === undefined ? {} : { errorCode: 'AuthenticationFailed' }),
    })
}
