import { syncFolder } from './files.ts'

/** Flushes a folder; those who ask while a flush is under way share the next one. */
export class SharedFlush {
  readonly #folder: string
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  flush(): Promise<void> {
    this.#next ??= this.#after(this.#running)
    return this.#next
  }

  async #after(running: Promise<void>): Promise<void> {
    // Whether that one failed is for those who asked for it to know.
    await running.catch(() => undefined)
    this.#next = undefined
    this.#running = syncFolder(this.#folder)
    await this.#running
  }
}
