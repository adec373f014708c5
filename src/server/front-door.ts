import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { OpenedSessions } from '../identity/session-token.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Service } from '../services/service.ts'
import type { Authorization } from './authorize.ts'
import type { SigningKeys } from '../wire/sigv4-signature.ts'

/** Everything a call can reach. Built once, in main. */
export interface FrontDoor {
  readonly services: readonly Service[]
  readonly ledger: Ledger
  readonly signingKeys: SigningKeys
  readonly sessions: OpenedSessions
  readonly authorization: Authorization
  readonly clock: Clock
  readonly random: Random
  readonly observer: Observer
}

/** Told what happens at the door; nothing a call does waits for it. */
export interface Observer {
  /** A call of a proven caller was answered. */
  answered(call: AnsweredCall): void
  /** A caller could not be proven. */
  rejected(request: RejectedRequest): void
  /** An error that is nobody's ServiceError. */
  bug(error: unknown): void
}

export interface AnsweredCall {
  readonly timeMs: number
  readonly durationMs: number
  /** `alice`, `root`, `Deployer/ci-42`. */
  readonly who: string
  readonly eventSource: string
  readonly eventName: string
  readonly region: string
  readonly sourceIp: string
  readonly status: number
  readonly errorCode?: string
  /** Authorization is soft, and policies would not have let it. */
  readonly isSoftDenial?: true
}

/** A line of the rejected-requests log. Holds no secret: neither signatures nor tokens. */
export interface RejectedRequest {
  readonly time: string
  readonly sourceIPAddress: string
  readonly userAgent?: string
  readonly host?: string
  readonly method: string
  readonly path: string
  readonly accessKeyId?: string
  readonly errorCode: string
  readonly errorMessage: string
  readonly requestID: string
}
