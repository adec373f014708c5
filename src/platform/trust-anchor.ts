import { isIP } from 'node:net'
import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  type TLSSocket,
} from 'node:tls'
import { type ConnectionVerification, KeySetError } from '../identity/key-set.ts'

export interface TrustAnchor {
  /** Opens a connection that is verified as usual, against this anchor alone. */
  connect(): TLSSocket
  readonly verifiedBy: ConnectionVerification
}

/**
 * What to verify a connection with: the trust store where it knows the server; else the one of the server's certificates
 * that an administrator named by its thumbprint. Here the server is only looked at. Nothing is asked of it or believed
 * before a second connection, verified against the anchor, stands: a chain that was merely shown proves nothing.
 */
export function trustAnchorOf(
  url: URL,
  thumbprints: readonly string[],
  trusted: string | undefined,
  signal: AbortSignal,
): Promise<TrustAnchor> {
  const secureContext = createSecureContext(trusted === undefined ? {} : { ca: trusted })
  return new Promise((resolve, reject) => {
    const socket = connect({ ...serverAt(url), secureContext, rejectUnauthorized: false })
    const fail = (cause: unknown) => {
      socket.destroy()
      reject(new KeySetError('unreachable', `${url.host} could not be reached`, { cause }))
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    socket.once('error', fail)
    socket.once('secureConnect', () => {
      const presented = presentedBy(socket)
      socket.destroy()
      if (socket.authorized) {
        resolve({
          connect: () => connect({ ...serverAt(url), secureContext }),
          verifiedBy: 'IAMTrustStore',
        })
        return
      }
      const named = presented.find(({ fingerprint }) =>
        thumbprints.some((thumbprint) => isFingerprint(thumbprint, fingerprint)),
      )
      if (named) resolve(anchorAt(url, named))
      else reject(new KeySetError('untrusted', `nobody vouches for ${url.host}`))
    })
  })
}

function anchorAt(url: URL, { raw }: DetailedPeerCertificate): TrustAnchor {
  const ca = `-----BEGIN CERTIFICATE-----\n${raw.toString('base64')}\n-----END CERTIFICATE-----\n`
  const secureContext = createSecureContext({ ca, allowPartialTrustChain: true })
  return {
    connect: () => connect({ ...serverAt(url), secureContext }),
    verifiedBy: 'Thumbprint',
  }
}

function serverAt(url: URL) {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isName = isIP(host) === 0
  return { host, port: Number(url.port || 443), ...(isName ? { servername: host } : {}) }
}

/** The server's certificate first, and then each one's issuer as far as the server showed it. */
function presentedBy(socket: TLSSocket): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (certificate?.raw && !chain.includes(certificate)) {
    chain.push(certificate)
    certificate = certificate.issuerCertificate
  }
  return chain
}

/** IAM writes a fingerprint without colons. */
function isFingerprint(thumbprint: string, fingerprint: string): boolean {
  return thumbprint.toLowerCase() === fingerprint.replaceAll(':', '').toLowerCase()
}
