import { alreadyInProgress } from './errors.ts'

/** How long a successful answer is repeated to a call with the same client token, as long as what it made is there. */
export const TOKEN_VALID_MS = 8 * 60 * 60 * 1000

/** Client tokens of calls that are not decided yet. */
export class TokensInProgress {
  readonly #tokens = new Set<string>()

  /**
   * Claims a token while `prepare` runs and until the decision it comes back with is taken. Another call with the same token
   * gets RequestAlreadyInProgressException meanwhile.
   */
  async claim<Call, Decision>(
    token: string | undefined,
    prepare: () => Promise<(call: Call) => Decision>,
  ): Promise<(call: Call) => Decision> {
    if (token === undefined) return prepare()
    if (this.#tokens.has(token)) throw alreadyInProgress()
    this.#tokens.add(token)
    try {
      const decide = await prepare()
      return (call) => {
        try {
          return decide(call)
        } finally {
          this.#tokens.delete(token)
        }
      }
    } catch (error) {
      this.#tokens.delete(token)
      throw error
    }
  }
}
