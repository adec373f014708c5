import type { Call, Decision } from '../services/operation.ts'
import type { Service } from '../services/service.ts'
import type { HttpRequest } from '../wire/http.ts'
import type { OperationModel } from '../wire/model.ts'
import type { WireProtocol } from '../wire/protocol.ts'
import type { ServiceError } from '../wire/service-error.ts'
import type { Evaluation } from './evaluations.ts'

/** A call whose caller is proven. From here on it leaves its event, whatever happens. */
export interface AdmittedCall extends Call {
  readonly request: HttpRequest
  readonly requestId: string
  readonly service: Service
  readonly protocol: WireProtocol
  /** Absent when the caller asked for an operation that the service does not have. */
  readonly operation?: OperationModel
  readonly eventName: string
  /** Absent when the input could not be read. */
  readonly input?: Readonly<Record<string, unknown>>
  /** The key that signed; absent for calls that nobody signs. */
  readonly accessKeyId?: string
  /** Why the call is not performed, when that is known at the door. */
  readonly refusal?: Refusal
  /** Of a denial, or where authorization is soft of what would have been one. */
  readonly evaluation?: Evaluation
}

export interface Refusal {
  readonly error: ServiceError
  /** Authorization failed: CloudTrail then prints another code, and no parameters. */
  readonly isDenial: boolean
}

export type Outcome =
  | {
      readonly ok: true
      readonly decision: Decision<Readonly<Record<string, unknown>> | undefined>
    }
  | { readonly ok: false; readonly error: ServiceError; readonly isDenial: boolean }
