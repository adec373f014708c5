import { extname } from 'node:path'
import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads'
import { assert } from '../base/assert.ts'

/**
 * Calls into a worker thread. Arguments and results are copied; what a call throws there is rejected here as a
 * {@link ThreadError} with its name and code.
 */

export class ThreadError extends Error {
  readonly code: string | undefined

  constructor(name: string, message: string, code: string | undefined) {
    super(message)
    this.name = name
    this.code = code
  }
}

interface Request {
  readonly id: number
  readonly method: string
  readonly parameters: readonly unknown[]
}

type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { name: string; message: string; code?: string } }

type Waiting = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>

/** The calling side of a thread. Calls are served in order as far as the thread's own functions are synchronous. */
export class Thread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #gone: Error | undefined

  /**
   * @param entry the name of a module beside this one, without its ending: it runs built and unbuilt
   * @param limits of the thread's memory
   */
  constructor(entry: string, limits: ResourceLimits = {}) {
    const file = `./${entry}${extname(import.meta.filename)}`
    this.#worker = new Worker(new URL(file, import.meta.url), {
      name: entry,
      resourceLimits: limits,
    })
    this.#worker.on('message', (reply: Reply) => this.#settle(reply))
    this.#worker.on('error', (error) =>
      this.#lose(error instanceof Error ? error : new Error(String(error))),
    )
    this.#worker.on('exit', () => this.#lose(new Error(`the thread ${entry} has ended`)))
  }

  call<Result>(method: string, ...parameters: readonly unknown[]): Promise<Result> {
    if (this.#gone) return Promise.reject(this.#gone)
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, { resolve, reject })
    this.#worker.postMessage({ id, method, parameters } satisfies Request)
    return promise as Promise<Result>
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('error' in reply) {
      const { name, message, code } = reply.error
      waiting?.reject(new ThreadError(name, message, code))
    } else waiting?.resolve(reply.result)
  }

  #lose(error: Error): void {
    this.#gone ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

type Served = Readonly<Record<string, (...parameters: never[]) => unknown>>

/** The serving side: answers every call with the function of that name. */
export function serveCalls(functions: Served): void {
  const port = parentPort
  assert(port !== null, 'a thread has a parent')
  port.on('message', ({ id, method, parameters }: Request) => {
    const reply = (answer: Reply) => port.postMessage(answer)
    const fail = (error: unknown) => reply({ id, error: described(error) })
    try {
      const result = functions[method]?.(...(parameters as never[]))
      if (result instanceof Promise)
        result.then((value: unknown) => reply({ id, result: value }), fail)
      else reply({ id, result })
    } catch (error) {
      fail(error)
    }
  })
}

function described(error: unknown): { name: string; message: string; code?: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const name = error.name === 'Error' ? error.constructor.name : error.name
  return { name, message: error.message, ...(code === undefined ? {} : { code }) }
}
