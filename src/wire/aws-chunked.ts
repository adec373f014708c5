import type { HttpRequest } from './http.ts'
import { ServiceError } from './service-error.ts'

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a

/** A chunk's size and its signature fit many times over. */
const CHUNK_HEADER_MAX = 1024

/**
 * The request as its caller meant it, when the body travels in signed or trailed chunks: body
 * joined, `content-length` and `content-encoding` of what is inside. Any other request is returned
 * as it is. Signatures and checksums of chunks are not checked here. Throws `IncompleteBody` for a
 * body that breaks off.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function unchunked(request: HttpRequest): HttpRequest {
  const { headers, body } = request
  const encodings = headers['content-encoding']?.split(',').map((name) => name.trim()) ?? []
  const isChunked =
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') || encodings.includes('aws-chunked')
  if (!isChunked) return request
  const inner = joined(body)
  const announced = headers['x-amz-decoded-content-length']
  if (announced !== undefined && Number(announced) !== inner.length)
    throw incomplete('The body is not as long as x-amz-decoded-content-length says')
  const { 'content-encoding': _outer, ...kept } = headers
  const remaining = encodings.filter((name) => name !== 'aws-chunked').join(',')
  return {
    ...request,
    body: inner,
    headers: {
      ...kept,
      'content-length': String(inner.length),
      ...(remaining === '' ? {} : { 'content-encoding': remaining }),
    },
  }
}

function joined(body: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = []
  for (let at = 0; ;) {
    const lineEnd = endOfLine(body, at)
    const start = lineEnd + 2
    const size = sizeOf(body, at, lineEnd)
    // The last chunk is empty; after it come trailers, which are not the body.
    if (size === 0) return Buffer.concat(chunks)
    const end = start + size
    if (body[end] !== CARRIAGE_RETURN || body[end + 1] !== LINE_FEED) throw incomplete()
    chunks.push(body.subarray(start, end))
    at = end + 2
  }
}

function endOfLine(body: Uint8Array, from: number): number {
  const end = body.indexOf(CARRIAGE_RETURN, from)
  if (end < 0 || end - from > CHUNK_HEADER_MAX || body[end + 1] !== LINE_FEED) throw incomplete()
  return end
}

const chunkSize = /^[0-9A-Fa-f]{1,8}$/

/** The line reads `1a2b` or `1a2b;chunk-signature=…`. */
function sizeOf(body: Uint8Array, start: number, end: number): number {
  const line = Buffer.from(body.buffer, body.byteOffset + start, end - start).toString('latin1')
  const [size = ''] = line.split(';', 1)
  if (!chunkSize.test(size)) throw incomplete()
  return Number.parseInt(size, 16)
}

function incomplete(message = 'The request body terminated unexpectedly'): ServiceError {
  return new ServiceError('IncompleteBody', message, 400)
}
