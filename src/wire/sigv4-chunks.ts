import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { AuthFailure, SIGNATURE_DOES_NOT_MATCH } from './auth-error.ts'
import { type ChunkedBody, readChunks } from './aws-chunked.ts'
import { ServiceError } from './service-error.ts'

/** What the first chunk's signature goes on from. */
export interface ChunkSigning {
  readonly key: KeyObject
  readonly amzDate: string
  readonly scope: string
  /** The request's own signature. */
  readonly seed: string
}

/**
 * Checks the chain of signatures through the chunks of a body, and that of its trailers where they are signed. A body that
 * breaks off is left to whoever reads it. Throws {@link AuthFailure}.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function verifyChunks(body: Uint8Array, signing: ChunkSigning): void {
  const read = chunksIn(body)
  if (!read) return
  let previous = signing.seed
  for (const { bytes, signature = '' } of read.chunks) {
    const text = `${EMPTY_HASH}\n${hash('sha256', bytes, 'hex')}`
    previous = checked('PAYLOAD', previous, text, signature, signing)
  }
  const signed = read.trailers.filter(([name]) => name !== TRAILER_SIGNATURE)
  if (signed.length === 0) return
  const signature = read.trailers.find(([name]) => name === TRAILER_SIGNATURE)?.[1] ?? ''
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('')
  checked('TRAILER', previous, hash('sha256', lines, 'hex'), signature, signing)
}

const EMPTY_HASH = hash('sha256', '', 'hex')
const TRAILER_SIGNATURE = 'x-amz-trailer-signature'

function chunksIn(body: Uint8Array): ChunkedBody | undefined {
  try {
    return readChunks(body)
  } catch (error) {
    if (error instanceof ServiceError) return undefined
    throw error
  }
}

function checked(
  what: 'PAYLOAD' | 'TRAILER',
  previous: string,
  text: string,
  signature: string,
  { key, amzDate, scope }: ChunkSigning,
): string {
  const stringToSign = `AWS4-HMAC-SHA256-${what}\n${amzDate}\n${scope}\n${previous}\n${text}`
  const expected = createHmac('sha256', key).update(stringToSign).digest()
  const given = Buffer.from(signature, 'hex')
  if (given.length === expected.length && timingSafeEqual(expected, given)) return signature
  throw new AuthFailure('SignatureDoesNotMatch', SIGNATURE_DOES_NOT_MATCH)
}
