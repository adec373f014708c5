import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { HttpRequest, HttpResponse, TlsConnection } from '../wire/http.ts'

export interface ListenOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

export interface HttpListener {
  readonly url: string
  /** Takes no new connections and resolves when every request has its answer, at the latest after `graceMs`. */
  close(graceMs: number): Promise<void>
}

/**
 * The longest body any operation takes, which is an object of S3 with what chunks add to it. A longer one cannot be read,
 * and so its caller not be proven.
 */
export const REQUEST_BYTES_MAX = 65 * 1024 * 1024

/** Bytes of bodies under way at once, before further ones are told to come back. */
const BODIES_BYTES_MAX = 1024 * 1024 * 1024

/** Requests under way at once, before further ones are told to come back. */
const REQUESTS_MAX = 10_000

/** Longer than the clients' own, so that it is they who close an idle connection. */
const KEEP_ALIVE_MS = 75_000

type Handler = (request: HttpRequest) => Promise<HttpResponse>

export async function listen(options: ListenOptions, handle: Handler): Promise<HttpListener> {
  const pem = options.tls && {
    cert: await readFile(options.tls.cert),
    key: await readFile(options.tls.key),
  }
  const underWay = { requests: 0, bytes: 0 }
  const onRequest = (message: IncomingMessage, response: ServerResponse) => {
    if (underWay.requests >= REQUESTS_MAX || underWay.bytes >= BODIES_BYTES_MAX) {
      refuse(response, 503, 'ServiceUnavailable', 'Too many requests are under way.')
      return
    }
    let bytes = 0
    underWay.requests++
    response.on('close', () => {
      underWay.requests--
      underWay.bytes -= bytes
    })
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      underWay.bytes += chunk.length
    })
    receive(message, response, handle)
  }
  const server = pem ? createTlsServer(pem, onRequest) : createServer(onRequest)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      const { port } = server.address() as AddressInfo
      const host = options.host.includes(':') ? `[${options.host}]` : options.host
      resolve({
        url: `${pem ? 'https' : 'http'}://${host}:${port}`,
        close: (graceMs) => close(server, graceMs),
      })
    })
  })
}

function receive(message: IncomingMessage, response: ServerResponse, handle: Handler): void {
  const chunks: Buffer[] = []
  let length = 0
  message.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= REQUEST_BYTES_MAX) chunks.push(chunk)
    else if (!response.headersSent)
      refuse(response, 413, 'RequestEntityTooLargeException', 'The request body is too large.')
  })
  message.on('end', () => {
    if (length > REQUEST_BYTES_MAX) return
    const [first] = chunks
    const body = first === undefined || chunks.length > 1 ? Buffer.concat(chunks) : first
    handle(requestOf(message, body)).then(
      (answer) => send(response, answer),
      // The ledger could not write: nothing of this call may be acknowledged.
      () => refuse(response, 500, 'InternalFailure', 'The request could not be processed.'),
    )
  })
  // The caller went away before its request was whole: there is nobody to answer and nothing to do.
  message.on('error', () => undefined)
}

function requestOf(message: IncomingMessage, body: Uint8Array): HttpRequest {
  const target = message.url ?? '/'
  const question = target.indexOf('?')
  const tls = tlsOf(message.socket)
  return {
    method: message.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    query: question < 0 ? '' : target.slice(question + 1),
    headers: message.headers as Record<string, string>,
    body,
    sourceIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    ...(tls ? { tls } : {}),
  }
}

const tlsConnections = new WeakMap<Socket, TlsConnection>()

function tlsOf(socket: Socket): TlsConnection | undefined {
  if (!('encrypted' in socket)) return undefined
  const known = tlsConnections.get(socket)
  if (known) return known
  const secured = socket as TLSSocket
  const tls = {
    version: secured.getProtocol() ?? '',
    cipherSuite: secured.getCipher().name,
  }
  tlsConnections.set(socket, tls)
  return tls
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  // The answer to a HEAD request knows better how long the body would be.
  const framed = isBodiless(status) ? headers : { 'content-length': length, ...headers }
  response.writeHead(status, framed)
  response.end(body)
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': code,
    connection: 'close',
  })
  response.end(JSON.stringify({ __type: code, message }))
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const forced = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(forced)
}
