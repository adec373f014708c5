import type { AuditEvent } from '../audit/audit-event.ts'
import { eventTimeOf } from '../audit/event-time.ts'
import { serviceEvent } from '../audit/service-event.ts'
import { foreignIdentityOf } from '../identity/user-identity-of.ts'
import type { ServiceCall } from '../services/operation.ts'
import type { AdmittedCall, Outcome } from './admitted-call.ts'
import { eventOf, eventText, formedCall } from './event-of.ts'
import type { FrontDoor } from './front-door.ts'
import { splitEvent } from './split-event.ts'

/**
 * The events of a call as compact JSON: its own first, then the copies for other accounts, then what services did on the
 * way.
 */
export function eventsOf(
  call: AdmittedCall,
  outcome: Outcome,
  eventID: string,
  { clock, random }: Pick<FrontDoor, 'clock' | 'random'>,
): string[] {
  const eventTime = eventTimeOf(clock.now())
  const { serviceCalls = [] } = outcome.ok ? outcome.decision : {}
  const copiesFor = copiesOf(call, outcome)
  const shared = copiesFor.length > 0 ? { sharedEventID: random.uuid() } : {}
  const event = eventOf(call, outcome, { eventID, eventTime, ...shared })
  const parts = splitEvent(event, () => random.uuid())
  // What failed was done to none of them, and may have named any number.
  const own = outcome.ok ? parts : parts.slice(0, 1)
  const copies = copiesFor.flatMap((accountId) =>
    own.map((part) => copyFor(accountId, part, call, random.uuid())),
  )
  const ofServices = serviceCalls.map((made) =>
    serviceEventOf(made, call, eventTime, () => random.uuid()),
  )
  return [...own, ...copies, ...ofServices].map(eventText)
}

function copiesOf(call: AdmittedCall, outcome: Outcome): readonly string[] {
  if (!outcome.ok) return []
  const { copiesFor = [] } = outcome.decision
  const owner = call.service.recording.forms?.ownerOf(formedCall(call, outcome))
  return owner === undefined || owner === call.accountId ? copiesFor : [...copiesFor, owner]
}

/** What the owner of a resource sees of a foreign caller is who it was, and none of its names. */
function copyFor(
  recipientAccountId: string,
  own: AuditEvent,
  call: AdmittedCall,
  eventID: string,
): AuditEvent {
  return { ...own, userIdentity: foreignIdentityOf(call.principal), eventID, recipientAccountId }
}

function serviceEventOf(
  made: ServiceCall,
  call: AdmittedCall,
  eventTime: string,
  newId: () => string,
): AuditEvent {
  return serviceEvent(made, {
    eventTime,
    awsRegion: call.region,
    recipientAccountId: made.recipientAccountId ?? call.accountId,
    requestID: newId(),
    eventID: newId(),
    ...(made.isForCaller ? { caller: call.caller } : { sharedEventID: newId() }),
  })
}
