import type { EventResource } from '../audit/audit-event.ts'
import type { CallOfService } from '../audit/service-event.ts'
import type { UserIdentity } from '../audit/user-identity.ts'
import type { Random } from '../base/random.ts'
import type { StandingPolicy } from '../identity/policy-set.ts'
import type { FederatedPrincipal, Principal } from '../identity/principals.ts'
import type { ContextValue } from '../identity/policy/context.ts'
import type { Tag } from '../identity/tag.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
import type { ConstraintTable, Violation } from '../wire/constraints.ts'
import type { HttpRequest, HttpResponse } from '../wire/http.ts'
import type { OperationModel, ServiceModel } from '../wire/model.ts'
import { ServiceError } from '../wire/service-error.ts'

/** What an operation may know and use besides its input. */
export interface Call {
  readonly principal: Principal
  readonly caller: UserIdentity
  readonly accountId: string
  readonly region: string
  /** Where the caller reached this server: `https://waymark.example.com:4567`. */
  readonly endpoint: string
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
  /** Whether the caller may do something else besides, where only that decides what they are told. */
  isAllowed(action: FurtherAction): boolean
}

/** What authorization asks an operation, once its input is known to be well formed. All of it is free of I/O. */
interface Authorized<Input> {
  /** What policies call the action where that is not the operation's own name: `ListBucket`. */
  readonly iamAction?: string
  /** The ARN that a policy names for this call; absent for actions without resource types. */
  resourceArn?(input: Input, call: Call): string
  /** The policy that stands with the resource: of a bucket, of a role that is asked for. */
  standingPolicy?(input: Input, call: Call): StandingPolicy
  /** Condition keys of the service (`sts:ExternalId`), and global ones that only the operation knows. */
  conditionKeys?(input: Input, call: Call): Readonly<Record<string, ContextValue | undefined>>
  /** For `aws:RequestTag/…` and `aws:TagKeys`, where the tags are not those of the input. */
  requestTags?(input: Input, call: Call): readonly Tag[]
  /** What else the caller must be allowed: to tag a session, to pass a role. */
  furtherActions?(input: Input, call: Call): readonly FurtherAction[]
  /** No policy can forbid it. */
  readonly isAlwaysAllowed?: true
  /** What is refused whatever policies say, judged before them. Throws the {@link ServiceError}. */
  checkCaller?(input: Input, call: Call): void
}

export interface FurtherAction {
  /** `iam:PassRole` */
  readonly action: string
  readonly resourceArn?: string
  readonly standingPolicy?: StandingPolicy
  /** Beside the operation's own. */
  readonly conditionKeys?: Readonly<Record<string, ContextValue | undefined>>
}

/** What the event of a call shows beyond what its service shows of every call. */
interface Recorded<Input, Output> {
  /** Where CloudTrail's `readOnly` is not what the kind of the operation says. */
  readonly isRecordedReadOnly?: boolean
  /** In no event history, and in trails only where it is selected. */
  readonly isDataEvent?: true
  /** The response is shown even though the call is read-only. */
  readonly showsResponse?: true
  /** Printed before the members of the input. */
  requestParameters?(input: Input, call: Call): Readonly<Record<string, unknown>>
  /** Of a call that succeeded. */
  eventResources?(input: Input, output: Output, call: Call): readonly EventResource[]
  /** Of one that failed, so that trails which select data events by their resources see it too. */
  resourcesAskedFor?(input: Input, call: Call): readonly EventResource[]
  additionalEventData?(input: Input, call: Call): Readonly<Record<string, unknown>> | undefined
}

interface OperationBase<Input, Output> extends Authorized<Input>, Recorded<Input, Output> {
  /** Signed by nobody: the input proves who calls. */
  readonly unsigned?: UnsignedCaller<Input>
}

/** How an operation that nobody signs tells who calls: from the token of an identity provider. */
export interface UnsignedCaller<Input> {
  /**
   * May do I/O, and decides nothing. Throws the {@link ServiceError} for a caller who cannot be proven: that leaves a
   * line among the rejected requests, and no event.
   */
  prove(input: Input, call: UnprovenCall): Promise<ProvenCaller>
}

export type UnprovenCall = Pick<Call, 'region' | 'nowMs' | 'resources'>

export interface ProvenCaller {
  readonly principal: FederatedPrincipal
  /** The caller is who they say, and must be refused all the same: an expired token. This leaves an event. */
  readonly refusal?: ServiceError
}

/** Answers from what exists and changes nothing. CloudTrail calls these `readOnly`. */
export interface Query<Input, Output> extends OperationBase<Input, Output> {
  readonly kind: 'query'
  run(input: Input, call: Call): Output | Promise<Output>
  /** What services did on the way: an event each. */
  serviceCalls?(input: Input, output: Output, call: Call): readonly ServiceCall[]
}

/**
 * Decides what a call changes, without changing it. `run` is synchronous and free of I/O, so that no other call can come
 * between reading the resources and committing the decision.
 */
export interface Command<Input, Output> extends OperationBase<Input, Output> {
  readonly kind: 'command'
  run(input: Input, call: Call): Decision<Output>
}

/** A command that needs I/O before it can decide: `prepare` does it and comes back with the decision to be taken. */
export interface PreparedCommand<Input, Output> extends OperationBase<Input, Output> {
  readonly kind: 'prepared-command'
  /** May be repeated and may be lost: nothing it does counts until the decision is committed. */
  prepare(input: Input, call: Call): Promise<(call: Call) => Decision<Output>>
}

export interface Decision<Output> {
  readonly output: Output
  readonly changes: readonly ResourceChange[]
  /** Accounts other than the caller's that get a copy of the event, in which the caller is but an `AWSAccount`. */
  readonly copiesFor?: readonly string[]
  /** What services did on the way: an event each. */
  readonly serviceCalls?: readonly ServiceCall[]
  /**
   * Makes what was decided of things outside of the ledger, once that is durable and before the call is answered. `changes`
   * name it, so that its owner makes good a crash or a failure; of a failure the caller is told, and the event stands.
   */
  afterDurable?(): Promise<void>
}

/** A call that a service made while it answered another. */
export interface ServiceCall extends CallOfService {
  /** With the rights of the caller, whose identity is then shown; else the service acts for itself. */
  readonly isForCaller: boolean
  /** Whose event it is; the caller's account when absent. */
  readonly recipientAccountId?: string
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

export type BuiltOperation = Exclude<AnyOperation, NotImplemented>

/** Undefined for an operation that is not there, and for one that is not built. */
export function builtOperationOf(
  { operations }: Service,
  name: string,
): BuiltOperation | undefined {
  const operation = operations[name]
  return operation && operation.kind !== 'not-implemented' ? operation : undefined
}

/** How CloudTrail prints a service's calls. Where AWS's own form is unknown, docs/differences.md says what was chosen. */
export interface Recording {
  /**
   * `standard`: a failure shows `errorMessage`, and a denial is `AccessDenied` without parameters. `api-gateway`: a failure
   * has no `errorMessage`, keeps its parameters, and failed writes carry the answer's body in `responseElements`.
   */
  readonly family: 'standard' | 'api-gateway'
  /** Member names: first letter lowered, as the model spells them, or as they travel in a body. */
  readonly names: 'lowerCamel' | 'model' | 'wire'
  /** Dates among parameters: `Jul 20, 2026, 9:15:42 AM`, the same without the second comma, or epoch seconds as on the wire. */
  readonly dates: 'java' | 'java-8' | 'epoch'
  /** Whether AWS lists the service among those that print `tlsDetails`. */
  readonly tlsDetails: boolean
  /** `Structure.member` -> what stands in its place. Sensitive members of the model are hidden anyway, bytes left out. */
  readonly redacted?: Readonly<Record<string, 'hidden' | 'absent'>>
  /** Of S3, whose events have forms of their own. */
  readonly forms?: OwnForms
}

/** What a service prints in its own way. */
export interface OwnForms {
  /** Operation -> the event's name, where that is another. */
  readonly eventNames: Readonly<Record<string, string>>
  /** Operations whose calls are data events: they are in no event history, and in trails only where selected. */
  readonly dataEvents: ReadonlySet<string>
  /** `[aws-cli/1.46.3]` */
  readonly isUserAgentBracketed: true
  /** Sixteen letters and digits instead of a UUID. */
  readonly hasShortRequestIds: true
  /** Of denied calls too. */
  requestParameters(call: FormedCall): Readonly<Record<string, unknown>> | null
  /** Of calls that write. */
  responseElements(call: FormedCall): Readonly<Record<string, unknown>> | null
  resources(call: FormedCall): readonly EventResource[] | undefined
  /** Where what a call is about is kept: there it is recorded, whichever Region it was signed for. */
  regionOf(call: FormedCall): string | undefined
  /** The account that owns what a call is about: it gets a copy of what others do with it. */
  ownerOf(call: FormedCall): string | undefined
  additionalEventData(call: FormedCall): Readonly<Record<string, unknown>>
}

export interface RequestedCall extends Call {
  readonly request: HttpRequest
}

/** A call as its event is made. */
export interface FormedCall extends RequestedCall {
  readonly requestId: string
  /** Absent when the service does not have the operation asked for. */
  readonly operation?: OperationModel
  /** Absent when it could not be read. */
  readonly input?: Readonly<Record<string, unknown>>
  /** Absent when the call failed. */
  readonly output?: Readonly<Record<string, unknown>> | undefined
}

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

export const notImplemented: NotImplemented = { kind: 'not-implemented' }

/** CloudTrail's `readOnly`: by what an operation does where it is built, else by the verb of its name. */
export function isReadOnly(name: string, operation: BuiltOperation | undefined): boolean {
  if (operation) return operation.isRecordedReadOnly ?? operation.kind === 'query'
  return /^(Get|List|Describe|Head|Lookup|Search|BatchGet|Select|Resolve|Simulate|Test|Validate|Decode|AssumeRole)/.test(
    name,
  )
}
