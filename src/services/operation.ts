import type { EventResource } from '../audit/audit-event.ts'
import type { CallOfService } from '../audit/service-event.ts'
import type { UserIdentity } from '../audit/user-identity.ts'
import type { Random } from '../base/random.ts'
import type { StandingPolicy } from '../identity/policy-set.ts'
import type { FederatedPrincipal, Principal } from '../identity/principals.ts'
import type { ContextValue } from '../identity/policy/context.ts'
import type { Tag } from '../identity/tag.ts'
import type { ResourceChange, ResourceReader } from '../ledger/resources.ts'
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

export type AnyOperation = Operation<never, unknown>

export type BuiltOperation = Exclude<AnyOperation, NotImplemented>

export const notImplemented: NotImplemented = { kind: 'not-implemented' }
