import type { EventResource } from '../audit/audit-event.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { OperationModel } from '../wire/model.ts'
import type { BuiltOperation, Call } from './operation.ts'

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

/** CloudTrail's `readOnly`: by what an operation does where it is built, else by the verb of its name. */
export function isReadOnly(name: string, operation: BuiltOperation | undefined): boolean {
  if (operation) return operation.isRecordedReadOnly ?? operation.kind === 'query'
  return /^(Get|List|Describe|Head|Lookup|Search|BatchGet|Select|Resolve|Simulate|Test|Validate|Decode|AssumeRole)/.test(
    name,
  )
}
