import { assert } from '../base/assert.ts'
import { denialOf } from '../identity/authorize.ts'
import { credentialOf, type Principal, userIdentityOf } from '../identity/principals.ts'
import type { Service } from '../services/operation.ts'
import { AuthFailure, authErrorOf } from '../wire/auth-error.ts'
import { violationMessage, violationsOf } from '../wire/constraints.ts'
import type { HttpRequest } from '../wire/http.ts'
import { GLOBAL_REGION, isRegion } from '../wire/regions.ts'
import { ServiceError } from '../wire/service-error.ts'
import { type ClaimedSignature, claimedSignature, verifySignature } from '../wire/sigv4.ts'
import type { AdmittedCall, Refusal } from './admitted-call.ts'
import type { FrontDoor } from './front-door.ts'
import { protocols, serviceAskedFor, spokenProtocol } from './protocols.ts'

const BODY_BYTES_MAX = 10 * 1024 * 1024

/** A request whose caller could not be proven: answered as the service it seems to be for would, and not an event. */
export interface RejectedCall {
  readonly error: ServiceError
  readonly service: Service
  readonly accessKeyId?: string
}

/**
 * Who is it, what do they ask, may they? A proven caller always comes out admitted, with a refusal where the call must not
 * be performed. Judged in this order: operation, input, rights.
 */
export function admit(
  request: HttpRequest,
  requestId: string,
  door: FrontDoor,
): AdmittedCall | RejectedCall {
  const nowMs = door.clock.now()
  let accessKeyId: string | undefined
  try {
    const claimed = claimedSignature(request, nowMs, {
      isRegion,
      isService: (name) => serviceOf(door, name) !== undefined,
      serviceOf: (asked) => serviceAskedFor(door, asked),
    })
    accessKeyId = claimed.accessKeyId
    const principal = provenPrincipal(request, claimed, door)
    return admitProven(request, requestId, nowMs, claimed, principal, door)
  } catch (error) {
    if (!(error instanceof AuthFailure)) throw error
    const service = serviceSpokenTo(door, request)
    return {
      error: authErrorOf(error, service.model.protocol),
      service,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
    }
  }
}

function provenPrincipal(
  request: HttpRequest,
  claimed: ClaimedSignature,
  door: FrontDoor,
): Principal {
  // Sessions do not exist yet: whoever brings a token cannot have it from here.
  if (claimed.sessionToken !== undefined)
    throw new AuthFailure('InvalidToken', 'The security token included in the request is invalid')
  const credential = credentialOf(door.ledger.resources, claimed.accessKeyId)
  if (!credential)
    throw new AuthFailure(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    )
  verifySignature(request, claimed, credential.secretAccessKey, door.signingKeys)
  return credential.principal
}

function admitProven(
  request: HttpRequest,
  requestId: string,
  nowMs: number,
  { accessKeyId, region, signingName }: ClaimedSignature,
  principal: Principal,
  door: FrontDoor,
): AdmittedCall {
  const candidates = door.services.filter(({ model }) => model.signingName === signingName)
  const found = firstMatch(candidates, request)
  const service = found?.service ?? (candidates[0] as Service)
  const protocol = protocols[service.model.protocol]
  const call = {
    request,
    requestId,
    service,
    protocol,
    principal,
    caller: userIdentityOf(principal, accessKeyId),
    accountId: principal.accountId,
    region: service.isGlobal ? GLOBAL_REGION : region,
    nowMs,
    resources: door.ledger.resources,
    position: 0,
    acknowledgedPosition: door.ledger.durablePosition,
    newId: () => door.random.uuid(),
    random: door.random,
  }
  if (!found) {
    const asked = protocol.operationAskedFor(request)
    const error = service.faults.unknownOperation(asked)
    return { ...call, eventName: nameToRecord(asked), refusal: { error, isDenial: false } }
  }
  const named = { ...call, operation: found.operation, eventName: found.operation.name }
  return readAndJudge(named)
}

function readAndJudge(
  call: Omit<AdmittedCall, 'input' | 'refusal'> & Required<Pick<AdmittedCall, 'operation'>>,
): AdmittedCall {
  const { service, operation, request, protocol } = call
  let input: Readonly<Record<string, unknown>> | undefined
  try {
    const bytesMax = service.bodyBytesMax?.(operation) ?? BODY_BYTES_MAX
    if (request.body.length > bytesMax) throw tooLarge(bytesMax)
    input = protocol.parseInput(service.model, operation, request)
    const violations = violationsOf(service.model, service.constraints, operation.input, input)
    if (violations.length) throw service.faults.invalid(violationMessage(violations), violations)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const told =
      error.code === 'SerializationException' ? service.faults.malformed(error.message) : error
    return { ...call, ...(input ? { input } : {}), refusal: { error: told, isDenial: false } }
  }
  const refusal = denialFor(call, input)
  return refusal ? { ...call, input, refusal } : { ...call, input }
}

function denialFor(
  call: Omit<AdmittedCall, 'input' | 'refusal'>,
  input: Readonly<Record<string, unknown>>,
): Refusal | undefined {
  const { service, eventName, principal } = call
  const operation = service.operations[eventName]
  const built = operation && operation.kind !== 'not-implemented' ? operation : undefined
  if (built?.isAlwaysAllowed) return undefined
  const resourceArn = built?.resourceArn?.(input as never, call)
  const text = denialOf(principal, `${service.iamPrefix}:${eventName}`, resourceArn)
  return text === undefined ? undefined : { error: service.faults.denied(text), isDenial: true }
}

function firstMatch(candidates: readonly Service[], request: HttpRequest) {
  for (const service of candidates) {
    const operation = protocols[service.model.protocol].match(service.model, request)
    if (operation) return { service, operation }
  }
  return undefined
}

function serviceOf(door: FrontDoor, signingName: string | undefined): Service | undefined {
  return door.services.find(({ model }) => model.signingName === signingName)
}

/** The service to answer as when the caller cannot be believed: the one named, else one of the protocol spoken. */
function serviceSpokenTo(door: FrontDoor, request: HttpRequest): Service {
  const protocol = spokenProtocol(request)
  const service =
    serviceOf(door, serviceAskedFor(door, request)) ??
    door.services.find(({ model }) => model.protocol === protocol) ??
    door.services[0]
  assert(service !== undefined, 'a front door has at least one service')
  return service
}

/** An event needs a name: the one the caller asked for, if it could be one, and else a word that is no operation's. */
function nameToRecord(asked: string | undefined): string {
  return asked !== undefined && /^[A-Za-z][A-Za-z0-9]{0,127}$/.test(asked)
    ? asked
    : 'UnknownOperation'
}

function tooLarge(bytesMax: number): ServiceError {
  return new ServiceError(
    'RequestEntityTooLargeException',
    `The request body is larger than ${bytesMax} bytes.`,
    413,
  )
}
