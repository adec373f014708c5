import type { HttpRequest } from './http.ts'
import { ServiceError } from './service-error.ts'

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a

/** A chunk's size and its signature fit many times over. */
const CHUNK_HEADER_MAX = 1024

/** A body that travels in chunks, taken apart. */
export interface ChunkedBody {
  readonly chunks: readonly Chunk[]
  /** What follows the last chunk, names in lower case. */
  readonly trailers: readonly (readonly [name: string, value: string])[]
}

export interface Chunk {
  readonly bytes: Uint8Array
  /** Absent where chunks are not signed. */
  readonly signature?: string
}

export function isChunked({ headers }: HttpRequest): boolean {
  return (
    (headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false) ||
    encodingsOf(headers).includes('aws-chunked')
  )
}

/**
 * The request as its caller meant it, when the body travels in signed or trailed chunks: body
 * joined, `content-length` and `content-encoding` of what is inside, a trailing checksum among the
 * headers. Any other request is returned as it is. Signatures of chunks are checked with that of the
 * request, checksums by whoever stores the body. Throws `IncompleteBody` for a body that breaks off.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function unchunked(request: HttpRequest): HttpRequest {
  if (!isChunked(request)) return request
  const { headers, body } = request
  const { chunks, trailers } = readChunks(body)
  const inner = Buffer.concat(chunks.map(({ bytes }) => bytes))
  const announced = headers['x-amz-decoded-content-length']
  if (announced !== undefined && Number(announced) !== inner.length)
    throw incomplete('The body is not as long as x-amz-decoded-content-length says')
  const { 'content-encoding': _outer, ...kept } = headers
  const remaining = encodingsOf(headers).filter((name) => name !== 'aws-chunked')
  // A trailer may complete the headers, never change one that was signed.
  const checksums = trailers.filter(
    ([name]) => name.startsWith('x-amz-checksum-') && headers[name] === undefined,
  )
  return {
    ...request,
    body: inner,
    headers: {
      ...kept,
      ...Object.fromEntries(checksums),
      'content-length': String(inner.length),
      ...(remaining.length === 0 ? {} : { 'content-encoding': remaining.join(',') }),
    },
  }
}

function encodingsOf(headers: HttpRequest['headers']): string[] {
  return headers['content-encoding']?.split(',').map((name) => name.trim()) ?? []
}

/** Throws `IncompleteBody` for a body that breaks off. */
export function readChunks(body: Uint8Array): ChunkedBody {
  const chunks: Chunk[] = []
  for (let at = 0; ;) {
    const lineEnd = endOfLine(body, at)
    const start = lineEnd + 2
    const { size, signature } = headerOf(body, at, lineEnd)
    const end = start + size
    const bytes = body.subarray(start, end)
    chunks.push(signature === undefined ? { bytes } : { bytes, signature })
    // The last chunk is empty; after it come trailers, which are not the body.
    if (size === 0) return { chunks, trailers: trailersOf(body, start) }
    if (body[end] !== CARRIAGE_RETURN || body[end + 1] !== LINE_FEED) throw incomplete()
    at = end + 2
  }
}

/** A few checksums and a signature; more is nothing of S3's. */
const TRAILER_BYTES_MAX = 8 * 1024

function trailersOf(body: Uint8Array, from: number): (readonly [string, string])[] {
  const text = textOf(body, from, Math.min(body.length, from + TRAILER_BYTES_MAX))
  return text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':')
    if (colon < 0) return []
    return [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
  })
}

function textOf(body: Uint8Array, start: number, end: number): string {
  return Buffer.from(body.buffer, body.byteOffset + start, end - start).toString('latin1')
}

function endOfLine(body: Uint8Array, from: number): number {
  const end = body.indexOf(CARRIAGE_RETURN, from)
  if (end < 0 || end - from > CHUNK_HEADER_MAX || body[end + 1] !== LINE_FEED) throw incomplete()
  return end
}

const chunkSize = /^[0-9A-Fa-f]{1,8}$/

/** The line reads `1a2b` or `1a2b;chunk-signature=…`. */
function headerOf(body: Uint8Array, start: number, end: number) {
  const [size = '', extension = ''] = textOf(body, start, end).split(';')
  if (!chunkSize.test(size)) throw incomplete()
  const [, signature] = /^chunk-signature=([0-9a-f]{64})$/.exec(extension) ?? []
  return { size: Number.parseInt(size, 16), signature }
}

function incomplete(message = 'The request body terminated unexpectedly'): ServiceError {
  return new ServiceError('IncompleteBody', message, 400)
}
