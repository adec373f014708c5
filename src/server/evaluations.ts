import type { ExplainedRequest } from '../identity/authorization-message.ts'

/** Why a call was denied: what was asked, which statements were looked at, and which decided. */
export interface Evaluation extends ExplainedRequest {
  /** False where authorization is soft: the call was performed all the same. */
  readonly isEnforced: boolean
}

/** The last denials by their events, so that they can be explained later. In memory only: a restart forgets them. */
export class Evaluations {
  readonly #kept = new Map<string, Evaluation>()
  readonly #max: number

  constructor(max: number) {
    this.#max = max
  }

  keep(eventID: string, evaluation: Evaluation): void {
    this.#kept.set(eventID, evaluation)
    if (this.#kept.size <= this.#max) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  of(eventID: string): Evaluation | undefined {
    return this.#kept.get(eventID)
  }
}
