import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { CompactSign, exportJWK, type JWK } from 'jose'

/** An OpenID Connect issuer on the loopback interface that vouches for whomever a test likes. */
export interface OidcIssuer {
  /** What tokens name as `iss`. */
  readonly url: string
  /** The URL as IAM keeps it, without its scheme. */
  readonly name: string
  /** How many documents it was asked for. */
  readonly requests: () => number
  /** Signs these claims on top of what a token needs; a claim that is undefined is left out. */
  token(claims?: Readonly<Record<string, unknown>>, signing?: Signing): Promise<string>
  /** From now on other keys are published and used. */
  rotateKeys(): Promise<void>
  /** Answers instead of the issuer until it is given back. */
  answerWith(listener: RequestListener | undefined): void
  close(): Promise<void>
}

export interface Signing {
  readonly algorithm?: string
  readonly keyId?: string
  readonly nowMs?: number
}

const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'] as const

interface SigningKey {
  readonly privateKey: KeyObject
  readonly published: JWK
}

/** @param tls without it the issuer speaks plain HTTP */
export async function startOidcIssuer(
  tls?: { readonly cert: string; readonly key: string },
  host = '127.0.0.1',
): Promise<OidcIssuer> {
  let keys = await newKeys('first')
  let instead: RequestListener | undefined
  let asked = 0
  const answer: RequestListener = (request, response) => {
    asked++
    if (instead) {
      instead(request, response)
      return
    }
    const documents: Readonly<Record<string, unknown>> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: [...keys.values()].map(({ published }) => published) },
    }
    const document = documents[request.url ?? '']
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  }
  const server = tls ? createSecureServer(tls, answer) : createServer(answer)
  const port = await listening(server, host)
  const name = `${host}:${port}`
  const url = `${tls ? 'https' : 'http'}://${name}`
  return {
    url,
    name,
    requests: () => asked,
    token: (claims = {}, { algorithm = 'RS256', keyId, nowMs = Date.now() } = {}) => {
      const key = keys.get(algorithm)
      if (!key) throw new Error(`the issuer has no key for ${algorithm}`)
      const seconds = Math.floor(nowMs / 1000)
      const all = { iss: url, sub: 'ci', iat: seconds, exp: seconds + 600, ...claims }
      const header = { alg: algorithm, kid: keyId ?? key.published.kid ?? '' }
      return new CompactSign(Buffer.from(JSON.stringify(all)))
        .setProtectedHeader(header)
        .sign(key.privateKey)
    },
    async rotateKeys() {
      keys = await newKeys('second')
    },
    answerWith(listener) {
      instead = listener
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function newKeys(generation: string): Promise<Map<string, SigningKey>> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const
  const keys = new Map<string, SigningKey>()
  for (const algorithm of algorithms) {
    const pair = algorithm.startsWith('RS')
      ? rsa
      : generateKeyPairSync('ec', { namedCurve: curves[algorithm as keyof typeof curves] })
    const jwk = await exportJWK(pair.publicKey)
    const published = { ...jwk, kid: `${generation}-${algorithm}`, use: 'sig' }
    keys.set(algorithm, { privateKey: pair.privateKey, published })
  }
  return keys
}

function listening(server: Server, host: string): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port)),
  )
}
