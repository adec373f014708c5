import { connect } from 'node:net'

export interface LoadResult {
  readonly calls: number
  readonly callsPerSecond: number
  /** Of each call, in the order of the answers. */
  readonly latenciesMs: readonly number[]
}

/**
 * Sends requests on keep-alive connections, on each the next one as soon as the last is answered, and counts answers. Plain sockets, so that the client costs as little as it can beside the server it measures.
 *
 * @param requests sent in turn, over and over
 * @param expected what the status of every answer begins with
 */
export async function load(
  port: number,
  requests: readonly Uint8Array[],
  {
    connections,
    durationMs,
    expected,
  }: { connections: number; durationMs: number; expected: number },
): Promise<LoadResult> {
  let sent = 0
  const latenciesMs: number[] = []
  const start = performance.now()
  const end = start + durationMs
  await Promise.all(
    Array.from({ length: connections }, () =>
      oneConnection(port, expected, {
        next: () =>
          performance.now() < end ? (requests[sent++ % requests.length] as Uint8Array) : undefined,
        answered: (ms) => latenciesMs.push(ms),
      }),
    ),
  )
  const calls = latenciesMs.length
  return { calls, callsPerSecond: calls / ((performance.now() - start) / 1000), latenciesMs }
}

interface Work {
  /** Undefined when the time is over. */
  readonly next: () => Uint8Array | undefined
  readonly answered: (ms: number) => void
}

function oneConnection(port: number, expected: number, { next, answered }: Work): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let text = ''
  let sentAt = 0
  const send = () => {
    const request = next()
    sentAt = performance.now()
    if (request) socket.write(request)
    else {
      socket.destroy()
      resolve()
    }
  }
  socket.setEncoding('latin1')
  socket.on('connect', send)
  socket.on('error', reject)
  socket.on('data', (chunk: string) => {
    text += chunk
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
    if (text.length < head + 4 + length) return
    if (!text.startsWith(`HTTP/1.1 ${expected}`)) reject(new Error(text))
    text = ''
    answered(performance.now() - sentAt)
    send()
  })
  return promise
}

/** The bytes of a request. */
export function requestBytes(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Uint8Array {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`), body])
}
