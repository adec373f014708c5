import type { JWK } from 'jose'

/** How the connection to an issuer was verified, in CloudTrail's words; see `additionalEventData`. */
export type ConnectionVerification = 'IAMTrustStore' | 'Thumbprint'

export interface KeySet {
  readonly keys: readonly JWK[]
  /** Absent for an issuer on the loopback interface that speaks plain HTTP. */
  readonly verifiedBy?: ConnectionVerification
}

/**
 * Where the public keys of issuers come from. Answers may be kept for a while; `isRotated` says that a key was missing in
 * what was kept, so that it is worth asking the issuer again, which a source does only so often. Rejects with a
 * {@link KeySetError}.
 */
export interface KeySetSource {
  keySetOf(issuer: Issuer, isRotated?: boolean): Promise<KeySet>
}

export interface Issuer {
  /** With its scheme: `https://idp.example.com/realms/main`. */
  readonly url: string
  /** SHA-1 fingerprints of certificates, one of which vouches for an issuer that the trust store does not know. */
  readonly thumbprints: readonly string[]
}

export class KeySetError extends Error {
  /** `untrusted`: the connection; `unusable`: what came over it. */
  readonly reason: 'unreachable' | 'untrusted' | 'unusable'

  constructor(reason: KeySetError['reason'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KeySetError'
    this.reason = reason
  }
}

/** With more keys of a kind than this, AWS believes none of them. */
const KEYS_MAX = 100

/**
 * The key to verify a token with. Only keys with an id count; a token without one is taken only when there is nothing to
 * choose; the last of several keys with one id counts.
 */
export function signingKeyOf(
  { keys }: KeySet,
  algorithm: string,
  keyId: string | undefined,
): JWK | undefined {
  const type = algorithm.startsWith('RS') ? 'RSA' : 'EC'
  const usable = keys.filter(
    ({ kty, kid, use, key_ops }) =>
      kty === type && typeof kid === 'string' && (use ?? 'sig') === 'sig' && key_ops === undefined,
  )
  if (usable.length > KEYS_MAX) return undefined
  if (keyId !== undefined) return usable.findLast(({ kid }) => kid === keyId)
  return usable.length === 1 ? usable[0] : undefined
}
