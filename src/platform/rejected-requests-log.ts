import { appendFile, rename, stat } from 'node:fs/promises'
import type { RejectedRequest } from '../server/front-door.ts'

/** Two files of this size are kept, the present one and the one before. */
const FILE_BYTES_MAX = 5 * 1024 * 1024

/** Lines that wait for the disk; what comes on top is counted and not kept. */
const WAITING_LINES_MAX = 10_000

/** Requests whose callers could not be proven, as JSON lines. Bounded, never an event, and never in a call's way. */
export class RejectedRequestsLog {
  readonly #file: string
  #waiting: string[] = []
  #dropped = 0
  #writing: Promise<void> | undefined

  constructor(file: string) {
    this.#file = file
  }

  add(request: RejectedRequest): void {
    if (this.#waiting.length >= WAITING_LINES_MAX) {
      this.#dropped++
      return
    }
    this.#waiting.push(`${JSON.stringify(request)}\n`)
    this.#writing ??= this.#write()
  }

  async close(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting
      this.#waiting = []
      if (this.#dropped > 0) lines.push(`${JSON.stringify({ dropped: this.#dropped })}\n`)
      this.#dropped = 0
      try {
        await this.#rotate()
        await appendFile(this.#file, lines.join(''), { mode: 0o600 })
      } catch {
        // This log is a courtesy: a disk that does not take it must not take the server down.
        this.#dropped += lines.length
      }
    }
    this.#writing = undefined
  }

  async #rotate(): Promise<void> {
    const size = await stat(this.#file).then(
      (found) => found.size,
      () => 0,
    )
    if (size > FILE_BYTES_MAX) await rename(this.#file, `${this.#file}.1`)
  }
}
