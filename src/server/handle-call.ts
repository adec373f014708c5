import { assert } from '../base/assert.ts'
import { nameOf } from '../identity/principals.ts'
import type { Decision } from '../services/operation.ts'
import type { HttpRequest, HttpResponse } from '../wire/http.ts'
import { ServiceError } from '../wire/service-error.ts'
import { admit, refusalOf, type RejectedCall } from './admit.ts'
import { admitUnsigned, unsignedOperationOf } from './admit-unsigned.ts'
import type { AdmittedCall, Outcome } from './admitted-call.ts'
import { eventsOf } from './events-of.ts'
import { useOfCredential } from './credential-use.ts'
import type { FrontDoor } from './front-door.ts'
import { type SealedDenial, sealedDenial } from './sealed-denial.ts'
import { openAnswerTo } from './open-answer.ts'
import { protocols } from './protocols.ts'
import { requestIdFor } from './request-id.ts'

/**
 * The life of a call: admit -> prepare -> decide -> commit -> respond.
 *
 *   1 admit    whose signature is it, what do they ask, may they? Not proven: AWS's error, a line in the log, no event.
 *              Proven: from here on the call leaves its event, whatever happens.
 *   2 prepare  only where an operation needs I/O before it can decide.
 *   3 decide   a query answers, a command decides. A ServiceError is an outcome, not an exit.
 *   4 commit   event and changes together, in the same turn as the decision; resolves when a power cut cannot undo it. Only
 *              then is made what was decided about things outside of the ledger: objects of buckets.
 *   5 respond  nothing is answered before its event is durable.
 *
 * Rejects only when the ledger cannot write: then nothing may be acknowledged.
 */
export async function handleCall(request: HttpRequest, door: FrontDoor): Promise<HttpResponse> {
  const uuid = door.random.uuid()
  const open = openAnswerTo(request, uuid, door)
  if (open) {
    if (open.changes.length > 0) await door.ledger.commit({ events: [], changes: open.changes })
    return open.response
  }
  const unsigned = unsignedOperationOf(request, door)
  const asked = unsigned
    ? await admitUnsigned(request, uuid, unsigned, door)
    : admit(request, uuid, door)
  const requestId = requestIdFor(asked.service, uuid)
  if ('error' in asked) return reject(request, requestId, asked, door)
  const admitted = { ...asked, requestId }

  return (await perform(admitted, door)).response
}

export interface Performed {
  readonly outcome: Outcome
  readonly response: HttpResponse
}

/** A call from its decision to its answer, once its caller is known. */
export async function perform(call: AdmittedCall, door: FrontDoor): Promise<Performed> {
  const { outcome: decided, durable, denial } = await decideAndCommit(call, door)
  await durable
  const outcome = await made(call, decided, door)
  const response = respond(call, outcome, door)
  const headers = { ...response.headers, ...denial?.headers }
  return { outcome, response: denial ? { ...response, headers } : response }
}

interface Committed {
  readonly outcome: Outcome
  readonly durable: Promise<void>
  readonly denial: SealedDenial | undefined
}

async function decideAndCommit(call: AdmittedCall, door: FrontDoor): Promise<Committed> {
  const operation = call.service.operations[call.eventName]
  if (call.refusal) return commit(call, { ok: false, ...call.refusal }, door)
  assert(operation !== undefined && call.input !== undefined, 'what is not refused is understood')
  const input = call.input as never
  try {
    switch (operation.kind) {
      case 'query': {
        const output = await operation.run(input, call)
        const serviceCalls = operation.serviceCalls?.(input, output as never, call) ?? []
        return commit(call, succeeded({ output, serviceCalls }), door)
      }
      case 'command':
        return commit(call, succeeded(operation.run(input, positioned(call, door))), door)
      case 'prepared-command': {
        const decide = await operation.prepare(input, call)
        return commit(call, succeeded(decide(positioned(call, door))), door)
      }
      case 'not-implemented':
        throw notImplementedError(call)
    }
  } catch (error) {
    return commit(call, failed(call, error, door), door)
  }
}

function positioned(call: AdmittedCall, door: FrontDoor): AdmittedCall {
  return { ...call, position: door.ledger.nextPosition }
}

/** Runs in the turn of the decision, so that the order of positions is the order of decisions. */
function commit(call: AdmittedCall, outcome: Outcome, door: FrontDoor): Committed {
  const eventID = door.random.uuid()
  const events = eventsOf(call, outcome, eventID, door)
  if (call.evaluation) door.authorization.evaluations.keep(eventID, call.evaluation)
  const denial = sealedDenial(call)
  const changes = [
    // Noted first, so that a call which deletes its own key deletes the note as well.
    ...useOfCredential(call),
    ...(outcome.ok ? outcome.decision.changes : []),
    ...(denial ? denial.changes : []),
  ]
  return { outcome, durable: door.ledger.commit({ events, changes }), denial }
}

/** A decision that cannot be made good yet stands all the same; its caller is told of an error, and nobody of a success. */
async function made(call: AdmittedCall, outcome: Outcome, door: FrontDoor): Promise<Outcome> {
  if (!outcome.ok) return outcome
  try {
    await outcome.decision.afterDurable?.()
    return outcome
  } catch (error) {
    return failed(call, error, door)
  }
}

function respond(call: AdmittedCall, outcome: Outcome, door: FrontDoor): HttpResponse {
  const { service } = call
  const response = outcome.ok ? answer(call, outcome) : complain(call, outcome.error)
  door.observer.answered({
    timeMs: call.nowMs,
    durationMs: door.clock.now() - call.nowMs,
    who: nameOf(call.principal),
    eventSource: service.model.eventSource,
    eventName: call.eventName,
    region: call.region,
    sourceIp: call.request.sourceIp,
    status: response.status,
    ...(outcome.ok ? {} : { errorCode: outcome.isDenial ? 'AccessDenied' : outcome.error.code }),
    ...(call.evaluation?.isEnforced === false ? { isSoftDenial: true } : {}),
  })
  return response
}

function answer(
  { service, protocol, operation, requestId }: AdmittedCall,
  { decision }: Extract<Outcome, { ok: true }>,
): HttpResponse {
  assert(operation !== undefined, 'only a known operation succeeds')
  return protocol.serializeOutput(service.model, operation, decision.output ?? {}, requestId)
}

function complain(
  { service, protocol, requestId }: AdmittedCall,
  error: ServiceError,
): HttpResponse {
  return protocol.serializeError(service.model, error, requestId)
}

function reject(
  request: HttpRequest,
  requestID: string,
  { error, service, accessKeyId }: RejectedCall,
  door: FrontDoor,
): HttpResponse {
  const { host, 'user-agent': userAgent } = request.headers
  door.observer.rejected({
    time: new Date(door.clock.now()).toISOString(),
    sourceIPAddress: request.sourceIp,
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(host === undefined ? {} : { host }),
    method: request.method,
    path: request.path,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    errorCode: error.code,
    errorMessage: error.message.split('\n')[0] ?? '',
    requestID,
  })
  return protocols[service.model.protocol].serializeError(service.model, error, requestID)
}

function succeeded(
  decision: Omit<Decision<unknown>, 'changes'> & Partial<Decision<unknown>>,
): Outcome {
  const output = decision.output as Record<string, unknown> | undefined
  return { ok: true, decision: { changes: [], ...decision, output } }
}

function failed({ service }: AdmittedCall, error: unknown, door: FrontDoor): Outcome {
  if (error instanceof ServiceError) return { ok: false, ...refusalOf(error) }
  door.observer.bug(error)
  const internal =
    service.faults.internal?.() ??
    new ServiceError('InternalFailure', 'An internal error occurred.', 500)
  return { ok: false, error: internal, isDenial: false }
}

function notImplementedError({ service, eventName }: AdmittedCall): ServiceError {
  return (
    service.faults.notImplemented?.() ??
    new ServiceError(
      'NotImplementedException',
      `${eventName} is not implemented by this server.`,
      501,
    )
  )
}
