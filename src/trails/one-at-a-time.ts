/**
 * Runs the work of each name one at a time. Whoever asks while one run is under way gets the next one, and all who ask
 * meanwhile share it: it begins after they asked, so it does what they want done.
 */
export class OneAtATime {
  readonly #running = new Map<string, Promise<void>>()
  readonly #next = new Map<string, Promise<void>>()

  isRunning(name: string): boolean {
    return this.#running.has(name)
  }

  run(name: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(name)
    if (!running) return this.#start(name, work)
    const next =
      this.#next.get(name) ??
      running
        // How it ended is for those to know who asked for it.
        .catch(() => undefined)
        .then(() => {
          this.#next.delete(name)
          return this.#start(name, work)
        })
    this.#next.set(name, next)
    return next
  }

  #start(name: string, work: () => Promise<void>): Promise<void> {
    const run = work().finally(() => this.#running.delete(name))
    this.#running.set(name, run)
    return run
  }
}
