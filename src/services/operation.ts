import type { UserIdentity } from '../audit/user-identity.ts'
import type { Random } from '../base/random.ts'
import type { Principal } from '../identity/principals.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import type { ConstraintTable, Violation } from '../wire/constraints.ts'
import type { OperationModel, ServiceModel } from '../wire/model.ts'
import { ServiceError } from '../wire/service-error.ts'

/** What an operation may know and use besides its input. */
export interface Call {
  readonly principal: Principal
  readonly caller: UserIdentity
  readonly accountId: string
  readonly region: string
  /** Epoch milliseconds. */
  readonly nowMs: number
  readonly resources: ResourceReader
  /** Position that this call's own event will have. Only true while a command decides. */
  readonly position: number
  /** Every event at or before this position had been acknowledged when the call came in. */
  readonly acknowledgedPosition: number
  /** A fresh random UUID. */
  readonly newId: () => string
  /** For secrets and identifiers. */
  readonly random: Random
}

interface OperationBase<Input> {
  /** The ARN that a policy names for this call; absent for actions without resource types. */
  resourceArn?(input: Input, call: Call): string
  /** No policy can forbid it. */
  readonly isAlwaysAllowed?: true
}

/** Answers from what exists and changes nothing. CloudTrail calls these `readOnly`. */
export interface Query<Input, Output> extends OperationBase<Input> {
  readonly kind: 'query'
  run(input: Input, call: Call): Output | Promise<Output>
}

/**
 * Decides what a call changes, without changing it. `run` is synchronous and free of I/O, so that no other call can come
 * between reading the resources and committing the decision.
 */
export interface Command<Input, Output> extends OperationBase<Input> {
  readonly kind: 'command'
  run(input: Input, call: Call): Decision<Output>
}

/** A command that needs I/O before it can decide: `prepare` does it and comes back with the decision to be taken. */
export interface PreparedCommand<Input, Output> extends OperationBase<Input> {
  readonly kind: 'prepared-command'
  /** May be repeated and may be lost: nothing it does counts until the decision is committed. */
  prepare(input: Input, call: Call): Promise<(call: Call) => Decision<Output>>
}

export interface Decision<Output> {
  readonly output: Output
  readonly changes: readonly ResourceChange[]
}

/** On purpose, and listed in docs/differences.md. Recorded like any other call. */
export interface NotImplemented {
  readonly kind: 'not-implemented'
}

export type Operation<Input, Output> =
  | Query<Input, Output>
  | Command<Input, Output>
  | PreparedCommand<Input, Output>
  | NotImplemented

type AnyOperation = Operation<never, unknown>

/** How CloudTrail prints a service's calls. Where AWS's own form is unknown, docs/differences.md says what was chosen. */
export interface Recording {
  /**
   * `standard`: a failure shows `errorMessage`, and a denial is `AccessDenied` without parameters. `api-gateway`: a failure
   * has no `errorMessage`, keeps its parameters, and failed writes carry the answer's body in `responseElements`.
   */
  readonly family: 'standard' | 'api-gateway'
  /** Member names: first letter lowered, or as the model spells them. */
  readonly names: 'lowerCamel' | 'model'
  /** Dates among parameters: `Jul 20, 2026, 9:15:42 AM`, the same without the second comma, or epoch seconds as on the wire. */
  readonly dates: 'java' | 'java-8' | 'epoch'
  /** Whether AWS lists the service among those that print `tlsDetails`. */
  readonly tlsDetails: boolean
  /** `Structure.member` -> what stands in its place. Sensitive members of the model are hidden anyway, bytes left out. */
  readonly redacted?: Readonly<Record<string, 'hidden' | 'absent'>>
}

/** The errors every operation of a service can answer, in that service's words. */
export interface ServiceFaults {
  invalid(message: string, violations: readonly Violation[]): ServiceError
  malformed(message: string): ServiceError
  denied(message: string): ServiceError
  unknownOperation(name: string | undefined): ServiceError
}

export interface Service {
  readonly model: ServiceModel
  readonly constraints: ConstraintTable
  readonly operations: Readonly<Record<string, AnyOperation>>
  readonly recording: Recording
  readonly faults: ServiceFaults
  /** Served and recorded in us-east-1, wherever the caller is. */
  readonly isGlobal?: true
  /** What policies call the service: `greengrass`. */
  readonly iamPrefix: string
  /** Bytes a body may have; 10 MiB unless an operation needs more. */
  bodyBytesMax?(operation: OperationModel): number
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

export const notImplemented: NotImplemented = { kind: 'not-implemented' }

/** CloudTrail's `readOnly`: by what an operation does where it is built, else by the verb of its name. */
export function isReadOnly(name: string, operation: AnyOperation | undefined): boolean {
  if (operation && operation.kind !== 'not-implemented') return operation.kind === 'query'
  return /^(Get|List|Describe|Head|Lookup|Search|BatchGet|Select|Resolve|Simulate|Test|Validate|Decode|AssumeRole)/.test(
    name,
  )
}
