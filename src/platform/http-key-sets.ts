import type { JWK } from 'jose'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Clock } from '../base/clock.ts'
import { type Issuer, type KeySet, KeySetError, type KeySetSource } from '../identity/key-set.ts'
import { isLoopback } from '../identity/web-identity.ts'
import { trustAnchorOf, type TrustAnchor } from './trust-anchor.ts'

/** How long keys are believed without asking again. */
const KEPT_MS = 5 * 60_000
/** An issuer that lacks a key is asked again only after this time: anybody can name keys that it never had. */
const ASK_AGAIN_MS = 30_000
/** An issuer that could not be asked is left in peace for this time. */
const FAILURE_KEPT_MS = 5_000
const ISSUERS_MAX = 1_000
/** AWS's, for each of the two documents. */
const TIMEOUT_MS = 5_000
const DOCUMENT_BYTES_MAX = 1024 * 1024

interface Kept {
  readonly keySet: Promise<KeySet>
  untilMs: number
  askAgainMs: number
}

/**
 * Keys of issuers, from where they publish them: https://openid.net/specs/openid-connect-discovery-1_0.html
 * Redirects are not followed. Issuers on the loopback interface may do without TLS, and so may then their keys.
 */
export class HttpKeySets implements KeySetSource {
  readonly #clock: Clock
  readonly #trusted: string | undefined
  readonly #kept = new Map<string, Kept>()

  /** @param trusted certificates in PEM; without them, those that the runtime trusts */
  constructor(clock: Clock, trusted?: string) {
    this.#clock = clock
    this.#trusted = trusted
  }

  keySetOf(issuer: Issuer, isRotated = false): Promise<KeySet> {
    const name = JSON.stringify([issuer.url, issuer.thumbprints])
    const nowMs = this.#clock.now()
    const kept = this.#kept.get(name)
    if (kept && nowMs < (isRotated ? kept.askAgainMs : kept.untilMs)) return kept.keySet
    const keySet = fetchKeySet(issuer, this.#trusted)
    const entry = { keySet, untilMs: nowMs + KEPT_MS, askAgainMs: nowMs + ASK_AGAIN_MS }
    keySet.catch(() => {
      entry.untilMs = entry.askAgainMs = nowMs + FAILURE_KEPT_MS
    })
    this.#keep(name, entry)
    return keySet
  }

  #keep(name: string, entry: Kept): void {
    this.#kept.delete(name)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= ISSUERS_MAX && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(name, entry)
  }
}

async function fetchKeySet(issuer: Issuer, trusted: string | undefined): Promise<KeySet> {
  const discovery = await readJson(
    new URL(`${issuer.url.replace(/\/$/, '')}/.well-known/openid-configuration`),
    issuer,
    trusted,
  )
  const { issuer: named, jwks_uri: location } = membersOf(discovery.document)
  if (named !== issuer.url) throw unusable(`${issuer.url} calls itself ${String(named)}`)
  if (typeof location !== 'string' || !URL.canParse(location))
    throw unusable(`${issuer.url} names no place of its keys`)
  const published = await readJson(new URL(location), issuer, trusted)
  const { keys } = membersOf(published.document)
  if (!Array.isArray(keys)) throw unusable(`${location} holds no keys`)
  const methods = [discovery.verifiedBy, published.verifiedBy]
  const verifiedBy = methods.includes('Thumbprint') ? 'Thumbprint' : published.verifiedBy
  return { keys: keys.filter(isKey), ...(verifiedBy ? { verifiedBy } : {}) }
}

async function readJson(url: URL, issuer: Issuer, trusted: string | undefined) {
  const anchor = await anchorOf(url, issuer, trusted)
  const text = (await get(url, anchor)).toString('utf8')
  try {
    return { document: JSON.parse(text) as unknown, verifiedBy: anchor?.verifiedBy }
  } catch (cause) {
    throw unusable(`${url.href} is not JSON`, { cause })
  }
}

/** Undefined where nothing is to be verified. */
async function anchorOf(
  url: URL,
  issuer: Issuer,
  trusted: string | undefined,
): Promise<TrustAnchor | undefined> {
  if (url.protocol === 'https:')
    return trustAnchorOf(url, issuer.thumbprints, trusted, AbortSignal.timeout(TIMEOUT_MS))
  const isAllowed = url.protocol === 'http:' && isLoopback(url.hostname)
  if (isAllowed && issuer.url.startsWith('http:')) return undefined
  throw unusable(`${url.href} is not HTTPS`)
}

function get(url: URL, anchor: TrustAnchor | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }
    const fail = (cause: unknown) =>
      reject(new KeySetError('unreachable', `${url.href} could not be read`, { cause }))
    const request = anchor
      ? requestSecure(url, { ...options, createConnection: () => anchor.connect() })
      : requestPlain(url, { ...options, agent: false })
    request.on('error', fail)
    request.on('response', (response) => {
      const { statusCode = 0 } = response
      if (statusCode !== 200) {
        response.destroy()
        const reason = statusCode >= 500 ? 'unreachable' : 'unusable'
        reject(new KeySetError(reason, `${url.href} answered ${statusCode}`))
        return
      }
      const chunks: Buffer[] = []
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
        chunks.push(chunk)
        if (length <= DOCUMENT_BYTES_MAX) return
        response.destroy()
        reject(unusable(`${url.href} is longer than ${DOCUMENT_BYTES_MAX} bytes`))
      })
      response.on('error', fail)
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
    request.end()
  })
}

function membersOf(document: unknown): Readonly<Record<string, unknown>> {
  return typeof document === 'object' && document !== null
    ? (document as Record<string, unknown>)
    : {}
}

function isKey(key: unknown): key is JWK {
  return typeof membersOf(key)['kty'] === 'string'
}

function unusable(message: string, options?: ErrorOptions): KeySetError {
  return new KeySetError('unusable', message, options)
}
