import { assert } from '../base/assert.ts'
import { type Credential, credentialOf, type Principal } from '../identity/principals.ts'
import { userIdentityOf } from '../identity/user-identity-of.ts'
import { builtOperationOf, type Service } from '../services/service.ts'
import { AuthFailure, authErrorOf } from '../wire/auth-error.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { OperationModel } from '../wire/model.ts'
import { GLOBAL_REGION, isRegion } from '../wire/regions.ts'
import { ServiceError } from '../wire/service-error.ts'
import { type ClaimedSignature, claimedSignature, verifySignature } from '../wire/sigv4.ts'
import type { AdmittedCall, Refusal } from './admitted-call.ts'
import { authorize, isAllowed, type Judgement } from './authorize.ts'
import type { FrontDoor } from './front-door.ts'
import { protocols, serviceAskedFor, serviceOfScope, spokenProtocol } from './protocols.ts'
import { readInput } from './read-input.ts'

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
    const { principal } = provenCredential(request, claimed, nowMs, door)
    return admitProven({ request, requestId, nowMs, principal, ...claimed }, door)
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

function provenCredential(
  request: HttpRequest,
  claimed: ClaimedSignature,
  nowMs: number,
  door: FrontDoor,
): Credential {
  const credential = credentialOf(door.ledger.resources, claimed, door.sessions, nowMs)
  if (!credential)
    throw new AuthFailure(
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    )
  verifySignature(request, claimed, credential.secretAccessKey, door.signingKeys)
  return credential
}

interface Proven {
  readonly request: HttpRequest
  readonly requestId: string
  readonly nowMs: number
  readonly principal: Principal
  /** Absent for calls that nobody signs. */
  readonly accessKeyId?: string
  readonly region: string
  readonly signingName: string
}

function admitProven(proven: Proven, door: FrontDoor): AdmittedCall {
  const { request } = proven
  const candidates = door.services.filter(({ model }) => model.signingName === proven.signingName)
  const found = firstMatch(candidates, request)
  const service = found?.service ?? (candidates[0] as Service)
  const call = callOf(proven, service, door)
  if (found) {
    const named = { ...call, operation: found.operation, eventName: found.operation.name }
    return readAndJudge(named, door)
  }
  const asked = call.protocol.operationAskedFor(request)
  const error = service.faults.unknownOperation(asked)
  return { ...call, eventName: nameToRecord(asked), refusal: { error, isDenial: false } }
}

export function callOf(
  { request, requestId, nowMs, principal, accessKeyId, region }: Omit<Proven, 'signingName'>,
  service: Service,
  { ledger, random, authorization }: FrontDoor,
): Omit<AdmittedCall, 'eventName'> {
  const call: Omit<AdmittedCall, 'eventName'> = {
    request,
    requestId,
    service,
    protocol: protocols[service.model.protocol],
    principal,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    caller: userIdentityOf(principal, accessKeyId, ledger.resources),
    accountId: principal.accountId,
    region: service.isGlobal ? GLOBAL_REGION : region,
    endpoint: `${request.tls ? 'https' : 'http'}://${request.headers['host'] ?? ''}`,
    nowMs,
    resources: ledger.resources,
    position: 0,
    acknowledgedPosition: ledger.durablePosition,
    newId: () => random.uuid(),
    random,
    isAllowed: (asked) => isAllowed({ ...call, eventName: '' }, asked, authorization),
  }
  return call
}

type NamedCall = AdmittedCall & { readonly operation: OperationModel }

function readAndJudge(call: NamedCall, door: FrontDoor): AdmittedCall {
  const { input, error } = readInput(call)
  if (error) return { ...call, ...(input ? { input } : {}), refusal: { error, isDenial: false } }
  return { ...call, input, ...judge(call, input, door) }
}

/** What the caller may never do comes first, then what policies say. */
export function judge(
  call: AdmittedCall,
  input: Readonly<Record<string, unknown>>,
  door: FrontDoor,
): Judgement {
  const { service, eventName } = call
  const operation = builtOperationOf(service, eventName)
  try {
    service.checkCaller?.(call, eventName)
    operation?.checkCaller?.(input as never, call)
    return authorize(call, operation, input as never, door.authorization)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { refusal: refusalOf(error) }
  }
}

export function refusalOf(error: ServiceError): Refusal {
  return {
    error,
    isDenial: error.code === 'AccessDenied' || error.code === 'AccessDeniedException',
  }
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
    serviceOf(door, serviceOfScope(request)) ??
    door.services.find((service) => service.seemsMeant?.(request, door.ledger.resources)) ??
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
