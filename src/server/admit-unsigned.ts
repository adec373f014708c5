import type { UnsignedCaller } from '../services/operation.ts'
import { builtOperationOf, type Service } from '../services/service.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { OperationModel } from '../wire/model.ts'
import { GLOBAL_REGION, isRegion } from '../wire/regions.ts'
import { ServiceError } from '../wire/service-error.ts'
import { callOf, judge, type RejectedCall } from './admit.ts'
import type { AdmittedCall } from './admitted-call.ts'
import type { FrontDoor } from './front-door.ts'
import { protocols, spokenProtocol } from './protocols.ts'
import { readInput } from './read-input.ts'

interface UnsignedOperation {
  readonly service: Service
  readonly operation: OperationModel
  readonly caller: UnsignedCaller<never>
}

/** The operation that a request names, where nobody signs it: a signature that comes along is not looked at. */
export function unsignedOperationOf(
  request: HttpRequest,
  door: FrontDoor,
): UnsignedOperation | undefined {
  // The only such operations are STS's, and looking for them in its protocol alone spares all other calls the search.
  if (spokenProtocol(request) !== 'awsQuery') return undefined
  for (const service of door.services) {
    if (service.model.protocol !== 'awsQuery' || !hasUnsignedOperations(service)) continue
    const operation = protocols.awsQuery.match(service.model, request)
    const caller = operation && builtOperationOf(service, operation.name)?.unsigned
    if (caller) return { service, operation, caller }
  }
  return undefined
}

const withUnsigned = new WeakMap<Service, boolean>()

function hasUnsignedOperations(service: Service): boolean {
  const known = withUnsigned.get(service)
  if (known !== undefined) return known
  const has = Object.values(service.operations).some((operation) => 'unsigned' in operation)
  withUnsigned.set(service, has)
  return has
}

/** The input comes before the caller here, because it proves who that is. */
export async function admitUnsigned(
  request: HttpRequest,
  requestId: string,
  { service, operation, caller }: UnsignedOperation,
  door: FrontDoor,
): Promise<AdmittedCall | RejectedCall> {
  const nowMs = door.clock.now()
  const protocol = protocols[service.model.protocol]
  const { input, error } = readInput({ service, protocol, operation, request })
  if (error) return { error, service }
  const region = regionOf(request)
  try {
    const unproven = { region, nowMs, resources: door.ledger.resources }
    const { principal, refusal } = await caller.prove(input as never, unproven)
    const call = callOf({ request, requestId, nowMs, principal, region }, service, door)
    const named = { ...call, operation, eventName: operation.name, input }
    if (refusal) return { ...named, refusal: { error: refusal, isDenial: false } }
    return { ...named, ...judge(named, input, door) }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { error, service }
  }
}

/** Without a credential scope only the host can tell; all other hosts are the global endpoint, which is in us-east-1. */
function regionOf({ headers }: HttpRequest): string {
  const labels = (headers['host'] ?? '').split('.')
  return labels.find(isRegion) ?? GLOBAL_REGION
}
