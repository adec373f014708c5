import { hash } from 'node:crypto'
import { AuthFailure } from './auth-error.ts'
import type { HttpRequest } from './http.ts'
import { type ChunkSigning, verifyChunks } from './sigv4-chunks.ts'

/** What of a signature tells how the body takes part in it. */
export interface PayloadClaim {
  readonly signingName: string
  readonly isPresigned: boolean
}

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD'
const EMPTY_HASH = hash('sha256', '', 'hex')

/** What stands for the body in the canonical request. Only S3's callers may sign something else than its hash. */
export function payloadHashOf(request: HttpRequest, claimed: PayloadClaim): string {
  if (claimed.signingName === 's3') {
    if (claimed.isPresigned) return UNSIGNED_PAYLOAD
    const stated = request.headers['x-amz-content-sha256'] ?? ''
    // Nobody between can change the body of a TLS connection; over plaintext an unsigned body proves nothing.
    if (stated === UNSIGNED_PAYLOAD && request.tls) return UNSIGNED_PAYLOAD
    // A body with a trailing checksum is taken over plaintext too: AWS's clients send every stream so.
    if (STREAMING_PAYLOADS.has(stated) || isHash.test(stated)) return stated
  }
  return hashOf(request.body)
}

const STREAMING_PAYLOADS = new Set([
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
])

const isHash = /^[0-9a-f]{64}$/

function hashOf(body: Uint8Array): string {
  return body.length === 0 ? EMPTY_HASH : hash('sha256', body, 'hex')
}

/**
 * Checks the body that a proven signature only named: by its hash, or in chunks that are signed each. Throws
 * {@link AuthFailure}.
 */
export function checkPayload(body: Uint8Array, payloadHash: string, signing: ChunkSigning): void {
  if (payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')) verifyChunks(body, signing)
  else if (isHash.test(payloadHash) && payloadHash !== hashOf(body))
    throw new AuthFailure(
      'ContentSha256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    )
}
