import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload } from 'jose'
import type { ResourceReader } from '../ledger/resources.ts'
import type { ServiceError } from '../wire/service-error.ts'
import { idpCommunicationError, invalidIdentityToken } from './federation-errors.ts'
import {
  type ConnectionVerification,
  type KeySet,
  KeySetError,
  type KeySetSource,
  signingKeyOf,
} from './key-set.ts'
import { type OidcProvider, oidcProviderArn, oidcProviderOf } from './oidc-provider.ts'
import { type FederatedKeys, federatedKeys, type SessionAttributes } from './session-attributes.ts'
import {
  audiencesOf,
  authorizedRolesOf,
  expiryOf,
  sessionAttributesOf,
  subjectOf,
  textsOf,
} from './web-identity-claims.ts'

/** Whom a token of an OpenID Connect issuer is about, after everything it says was proven. */
export interface WebIdentity {
  readonly providerArn: string
  readonly subject: string
  readonly audience: string
  /** `idp.example.com/realms/main:sub` and its like. */
  readonly keys: FederatedKeys
  /** What the session's `webIdFederationData` shows. */
  readonly attributes: Readonly<Record<string, string>>
  readonly session: SessionAttributes
  /** Absent where the issuer lets the token be used for any role. */
  readonly authorizedRoleArns?: readonly string[]
  /** Absent for an issuer on the loopback interface that speaks plain HTTP. */
  readonly connectionVerifiedBy?: ConnectionVerification
  /** The token was good once: it is known whose it was, and not believed any more. */
  readonly refusal?: ServiceError
}

export interface WebIdentityWorld {
  readonly resources: ResourceReader
  readonly keySets: KeySetSource
  /** Epoch milliseconds. */
  readonly nowMs: number
}

/** AWS's: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']

const NO_JWT =
  'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'

/** The two spaces are AWS's. */
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements"

/**
 * Verifies a token against the OIDC providers of an account. Says nothing about the token's claims, but for an unknown
 * issuer, before its signature is proven. Rejects with AWS's error.
 */
export async function verifyWebIdentity(
  token: string,
  accountId: string,
  { resources, keySets, nowMs }: WebIdentityWorld,
): Promise<WebIdentity> {
  const { algorithm, keyId, issuerUrl } = unverified(token)
  const provider = providerOf(resources, accountId, issuerUrl)
  if (!provider)
    throw invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuerUrl}`)
  const issuer = { url: issuerUrl, thumbprints: provider.thumbprints }
  const find = async (isRotated: boolean) => {
    const keySet = await keySets.keySetOf(issuer, isRotated).catch(refuse)
    return { keySet, key: signingKeyOf(keySet, algorithm, keyId) }
  }
  const kept = await find(false)
  const { keySet, key } = kept.key ? kept : await find(true)
  if (!key) throw invalidIdentityToken(NO_KEY)
  const claims = await verified(token, algorithm, key)
  const refusal = expiryOf(claims, nowMs)
  return { ...described(provider, claims, keySet), ...(refusal ? { refusal } : {}) }
}

function unverified(token: string) {
  const { header, claims } = decoded(token)
  const algorithm: unknown = header.alg
  if (typeof algorithm !== 'string' || !ALGORITHMS.includes(algorithm))
    throw invalidIdentityToken(NO_JWT)
  const issuerUrl: unknown = claims.iss
  if (typeof issuerUrl !== 'string' || !isIssuerUrl(issuerUrl))
    throw invalidIdentityToken('Issuer must be a valid URL')
  return { algorithm, issuerUrl, keyId: header.kid }
}

function decoded(token: string) {
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
  } catch {
    // Whatever is wrong with it, it is no token.
    throw invalidIdentityToken(NO_JWT)
  }
}

async function verified(
  token: string,
  algorithm: string,
  key: Parameters<typeof importJWK>[0],
): Promise<JWTPayload> {
  try {
    await compactVerify(token, await importJWK(key, algorithm), { algorithms: [algorithm] })
  } catch {
    // A key that cannot be used and a signature that is not the key's are one thing to the caller: not believed.
    throw invalidIdentityToken('Token signature is invalid')
  }
  return decodeJwt(token)
}

function described(provider: OidcProvider, claims: JWTPayload, keySet: KeySet): WebIdentity {
  const subject = subjectOf(claims)
  const { audience, original } = audiencesOf(claims)
  if (!provider.clientIds.includes(audience)) throw invalidIdentityToken('Incorrect token audience')
  const { url } = provider
  const keys = {
    aud: [audience],
    sub: [subject],
    oaud: original ?? [],
    email: textsOf(claims['email']),
    amr: textsOf(claims['amr']),
  }
  const authorizedRoleArns = authorizedRolesOf(claims)
  return {
    providerArn: oidcProviderArn(provider),
    subject,
    audience,
    keys: federatedKeys(
      Object.entries(keys).map(([name, values]) => [`${url}:${name}`, values] as const),
    ),
    attributes: { [`${url}:aud`]: audience, [`${url}:sub`]: subject },
    session: sessionAttributesOf(claims),
    ...(authorizedRoleArns ? { authorizedRoleArns } : {}),
    ...(keySet.verifiedBy ? { connectionVerifiedBy: keySet.verifiedBy } : {}),
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof KeySetError)) throw error
  switch (error.reason) {
    case 'unreachable':
      throw idpCommunicationError(NO_KEY)
    case 'unusable':
      throw invalidIdentityToken(NO_KEY)
    case 'untrusted':
      throw invalidIdentityToken(
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
      )
  }
}

/** Issuers speak HTTPS; one on the loopback interface may do without. */
function isIssuerUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || url.search !== '' || url.hash !== '' || url.username !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** A slash at the end is part of the issuer's name in its tokens, and may have been left out in IAM. */
function providerOf(
  resources: ResourceReader,
  accountId: string,
  issuerUrl: string,
): OidcProvider | undefined {
  const name = issuerUrl.slice(issuerUrl.indexOf('://') + 3)
  return (
    oidcProviderOf(resources, accountId, name) ??
    oidcProviderOf(resources, accountId, name.replace(/\/$/, ''))
  )
}
