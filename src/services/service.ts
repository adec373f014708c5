import type { ContextValue } from '../identity/policy/context.ts'
import type { Tag } from '../identity/tag.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import type { ConstraintTable, Violation } from '../wire/constraints.ts'
import type { HttpRequest, HttpResponse } from '../wire/http.ts'
import type { OperationModel, ServiceModel } from '../wire/model.ts'
import type { ServiceError } from '../wire/service-error.ts'
import type { AnyOperation, BuiltOperation, Call } from './operation.ts'
import type { Recording, RequestedCall } from './recording.ts'

/** The errors every operation of a service can answer, in that service's words. */
export interface ServiceFaults {
  invalid(message: string, violations: readonly Violation[]): ServiceError
  malformed(message: string): ServiceError
  /** @param isForeign what was asked for is another account's: some services then say no more */
  denied(message: string, isForeign: boolean): ServiceError
  unknownOperation(name: string | undefined): ServiceError
  notImplemented?(): ServiceError
  internal?(): ServiceError
}

export interface Service {
  readonly model: ServiceModel
  readonly constraints: ConstraintTable
  readonly operations: Readonly<Record<string, AnyOperation>>
  readonly recording: Recording
  readonly faults: ServiceFaults
  /** Served and recorded in us-east-1, wherever the caller is. */
  readonly isGlobal?: true
  /** What the whole service refuses, whatever policies say: IAM to sessions without MFA. Throws the {@link ServiceError}. */
  checkCaller?(call: Call, eventName: string): void
  /** Condition keys of the service that its operations share; an operation's own come on top. */
  conditionKeys?(
    input: Readonly<Record<string, unknown>>,
    resourceArn: string | undefined,
    call: RequestedCall,
  ): Readonly<Record<string, ContextValue | undefined>>
  /** Of what an ARN names, for `aws:ResourceTag/…`: none when it is not there. */
  resourceTags?(resourceArn: string, call: Call): readonly Tag[]
  /** Of a request that nobody signed and that names no service. */
  seemsMeant?(request: HttpRequest, resources: ResourceReader): boolean
  /** What policies call the service: `greengrass`. */
  readonly iamPrefix: string
  /** What denials say of actions without resource types, in services that say something: `on resource: *`. */
  readonly untypedResource?: '*'
  /** What denials call a resource, where that is not its ARN. */
  resourceInDenials?(action: string, resourceArn: string): string
  /** Bytes a body may have; 10 MiB unless an operation needs more. */
  bodyBytesMax?(operation: OperationModel): number
  /** What a request without any signature gets for its own sake: a certificate, the link in a message. */
  openAnswer?(request: HttpRequest, call: OpenCall): OpenAnswer | undefined
}

export type OpenCall = Pick<Call, 'nowMs' | 'resources'> & { readonly requestId: string }

/** Of nobody in particular, so that AWS makes no event of it. */
export interface OpenAnswer {
  readonly response: HttpResponse
  readonly changes: readonly ResourceChange[]
}

/** Ties operations to a model. An operation that the model has and the table lacks does not compile. */
export function defineService<Name extends string>(
  parts: Omit<Service, 'model' | 'operations'> & {
    readonly model: ServiceModel<Name>
    readonly operations: Readonly<Record<Name, AnyOperation>>
  },
): Service {
  return parts
}

/** Undefined for an operation that is not there, and for one that is not built. */
export function builtOperationOf(
  { operations }: Service,
  name: string,
): BuiltOperation | undefined {
  const operation = operations[name]
  return operation && operation.kind !== 'not-implemented' ? operation : undefined
}
