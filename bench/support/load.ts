import { connect } from 'node:net'

export interface LoadResult {
  readonly calls: number
  readonly callsPerSecond: number
}

/**
 * Sends the same request over and over on keep-alive connections, the next one as soon as the last is answered, and counts
 * answers. Plain sockets, so that the client costs as little as it can beside the server it measures.
 *
 * @param expected status that every answer must have
 */
export async function load(
  port: number,
  request: Uint8Array,
  {
    connections,
    durationMs,
    expected,
  }: { connections: number; durationMs: number; expected: number },
): Promise<LoadResult> {
  let calls = 0
  const start = performance.now()
  const end = start + durationMs
  await Promise.all(
    Array.from({ length: connections }, () =>
      oneConnection(port, request, expected, () => {
        calls++
        return performance.now() < end
      }),
    ),
  )
  return { calls, callsPerSecond: calls / ((performance.now() - start) / 1000) }
}

function oneConnection(
  port: number,
  request: Uint8Array,
  expected: number,
  answered: () => boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let text = ''
  socket.setEncoding('latin1')
  socket.on('connect', () => socket.write(request))
  socket.on('error', reject)
  socket.on('data', (chunk: string) => {
    text += chunk
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0)
    if (text.length < head + 4 + length) return
    if (!text.startsWith(`HTTP/1.1 ${expected}`)) reject(new Error(text))
    text = ''
    if (answered()) socket.write(request)
    else {
      socket.destroy()
      resolve()
    }
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
