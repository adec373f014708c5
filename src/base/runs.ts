/** Work that its starter does not wait for: one run at a time under each key. */
export class Runs {
  readonly #running = new Map<string, Promise<void>>()
  #failures: unknown[] = []

  has(key: string): boolean {
    return this.#running.has(key)
  }

  /** Does nothing while a run of that key is under way. What a run rejects with is told by {@link throwFailure}. */
  start(key: string, work: () => Promise<void>): void {
    if (this.#running.has(key)) return
    const run = work()
      .catch((error: unknown) => void this.#failures.push(error))
      .finally(() => this.#running.delete(key))
    this.#running.set(key, run)
  }

  /** Throws what the first run that failed did, if one did. */
  throwFailure(): void {
    if (this.#failures.length > 0) throw this.#failures[0]
  }

  /** Waits for what is under way. Rejects with what the first run that failed did. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
    this.throwFailure()
  }
}
