import { hash } from 'node:crypto'
import type { ResourceReader } from '../ledger/resources.ts'
import type { ServiceError } from '../wire/service-error.ts'
import { expiredToken, invalidIdentityToken, rejectedClaim } from './federation-errors.ts'
import {
  contextKeysOf,
  roleSessionNameOf,
  type SamlAttributes,
  samlAttributesOf,
  sessionAttributesOf,
  sessionDurationOf,
} from './saml-attributes.ts'
import { samlMetadataOf } from './saml-metadata.ts'
import { type SamlProvider, samlProviderArn, samlProviderOf } from './saml-provider.ts'
import { signedAssertionOf } from './saml-signature.ts'
import {
  ASSERTION,
  attributeOf,
  elementsAt,
  isElement,
  PROTOCOL,
  rootOf,
  textOf,
} from './saml-xml.ts'
import { type FederatedKeys, federatedKeys, type SessionAttributes } from './session-attributes.ts'

/** Whom a SAML assertion is about, after its signature was proven. */
export interface SamlIdentity {
  readonly providerArn: string
  readonly assertionId: string
  readonly issuer: string
  /** Absent when the assertion names nobody: no role can then be assumed with it. */
  readonly subject?: string
  /** `persistent`, `transient`, or a whole URI. */
  readonly subjectType: string
  /** The endpoint that the assertion is for: what AWS calls its audience. */
  readonly audience: string
  /** Tells users of this provider from users of others who have the same name. */
  readonly nameQualifier: string
  readonly attributes: SamlAttributes
  /** `saml:sub` and its like. */
  readonly keys: FederatedKeys
  readonly roleSessionName: string
  readonly session: SessionAttributes
  /** At most so long, where the identity provider says. */
  readonly durationSeconds?: number
  /** Epoch milliseconds of the end of the user's session at the identity provider, where it says. */
  readonly endsMs?: number
  /** The assertion was good once: it is known whose it was, and not believed any more. */
  readonly refusal?: ServiceError
}

export interface SamlWorld {
  readonly resources: ResourceReader
  /** Epoch milliseconds. */
  readonly nowMs: number
}

const REDEEM_MS = 5 * 60_000
/** The identity provider's clock may be this far from ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

const ENDPOINT = /^https:\/\/(?:[a-z0-9-]+\.)?signin\.aws\.amazon\.com\/saml(?:\/acs\/[\w-]+)?$/
const AUDIENCE = 'urn:amazon:webservices'
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const NAME_FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:'
const UNKNOWN_ISSUER = 'Issuer not present in specified provider'
const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'

/** Verifies a response, as it travels in base64, against a SAML provider. Throws AWS's error. */
export function verifySamlResponse(
  encoded: string,
  providerArn: string,
  { resources, nowMs }: SamlWorld,
): SamlIdentity {
  const provider = providerOf(resources, providerArn)
  const xml = decoded(encoded)
  const response = rootOf(xml)
  if (!response || !isElement(response, PROTOCOL, 'Response'))
    throw invalidIdentityToken('Invalid base64 SAMLResponse')
  const status = elementsAt(response, PROTOCOL, 'Status', 'StatusCode')[0]
  if (attributeOf(status, 'Value') !== SUCCESS)
    throw rejectedClaim('The identity provider reported that authentication failed')
  const metadata = samlMetadataOf(provider.metadataDocument)
  // Only to tell a wrong issuer from a wrong signature: nothing is proven yet.
  const claimed = issuerOf(elementsAt(response, ASSERTION, 'Assertion')[0] ?? response)
  if (!metadata || claimed !== metadata.entityId) throw invalidIdentityToken(UNKNOWN_ISSUER)
  const keys = metadata.signing.map(({ key }) => key)
  const assertion = signedAssertionOf(xml, response, keys)
  if (!assertion) throw invalidIdentityToken('Response signature invalid')
  if (issuerOf(assertion) !== metadata.entityId) throw invalidIdentityToken(UNKNOWN_ISSUER)
  const { recipient, confirmationEndsMs } = confirmationOf(assertion)
  const refusal = refusalOf(assertion, confirmationEndsMs, nowMs)
  return {
    ...described(provider, metadata.entityId, assertion, recipient),
    ...(refusal ? { refusal } : {}),
  }
}

function providerOf(resources: ResourceReader, arn: string): SamlProvider {
  const [, accountId = '', name = ''] =
    /^arn:aws:iam::(\d{12}):saml-provider\/([\w._-]+)$/.exec(arn) ?? []
  const provider = samlProviderOf(resources, accountId, name)
  if (provider) return provider
  throw invalidIdentityToken("Specified provider doesn't exist")
}

function issuerOf(element: Element): string | undefined {
  return textOf(elementsAt(element, ASSERTION, 'Issuer')[0])
}

function decoded(encoded: string): string {
  const text = encoded.replaceAll(/\s/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
    throw invalidIdentityToken('Invalid base64 SAMLResponse')
  return Buffer.from(text, 'base64').toString('utf8')
}

/** AWS's error when the assertion has expired. Throws for one that is not valid yet, or not meant for AWS. */
function refusalOf(
  assertion: Element,
  confirmationEndsMs: number,
  nowMs: number,
): ServiceError | undefined {
  const issuedMs = timeOf(assertion, 'IssueInstant')
  if (issuedMs === undefined)
    throw invalidIdentityToken('IssueInstant is required in AuthnResponse')
  const [conditions] = elementsAt(assertion, ASSERTION, 'Conditions')
  checkAudience(conditions)
  const startsMs = Math.max(issuedMs, timeOf(conditions, 'NotBefore') ?? issuedMs)
  if (nowMs < startsMs - CLOCK_TOLERANCE_MS) throw invalidIdentityToken('Response is not valid yet')
  if (nowMs >= issuedMs + REDEEM_MS)
    return expiredToken('Token must be redeemed within 5 minutes of issuance')
  const endsMs = Math.min(confirmationEndsMs, timeOf(conditions, 'NotOnOrAfter') ?? Infinity)
  const isOver = nowMs >= endsMs + CLOCK_TOLERANCE_MS || nowMs >= sessionEndOf(assertion)
  return isOver ? expiredToken('Response has expired') : undefined
}

function checkAudience(conditions: Element | undefined): void {
  const restrictions = conditions
    ? elementsAt(conditions, ASSERTION, 'AudienceRestriction').map((restriction) =>
        elementsAt(restriction, ASSERTION, 'Audience').map(textOf),
      )
    : []
  const isMeant = restrictions.every((audiences) => audiences.some(isAws))
  if (restrictions.length === 0 || !isMeant)
    throw invalidIdentityToken('Response does not contain the required audience')
}

function isAws(audience: string | undefined): boolean {
  return audience === AUDIENCE || (audience !== undefined && ENDPOINT.test(audience))
}

/** The endpoint that whoever brings the assertion may bring it to, and until when. */
function confirmationOf(assertion: Element) {
  const [confirmation, ...others] = elementsAt(
    assertion,
    ASSERTION,
    'Subject',
    'SubjectConfirmation',
  )
  const data = confirmation && elementsAt(confirmation, ASSERTION, 'SubjectConfirmationData')[0]
  const recipient = attributeOf(data, 'Recipient')
  const confirmationEndsMs = timeOf(data, 'NotOnOrAfter')
  if (others.length || recipient === undefined || confirmationEndsMs === undefined)
    // The spelling is AWS's.
    throw invalidIdentityToken(
      'Responses must contain SubjectConfirmatonData with a Recipient and NotOnOrAfter',
    )
  if (attributeOf(confirmation, 'Method') !== BEARER || !ENDPOINT.test(recipient))
    throw invalidIdentityToken('Response does not contain the required recipient')
  return { recipient, confirmationEndsMs }
}

function described(
  provider: SamlProvider,
  issuer: string,
  assertion: Element,
  audience: string,
): SamlIdentity {
  const { accountId, name } = provider
  const attributes = samlAttributesOf(assertion)
  const [nameId] = elementsAt(assertion, ASSERTION, 'Subject', 'NameID')
  const subject = textOf(nameId)
  const format = attributeOf(nameId, 'Format') ?? UNSPECIFIED
  const subjectType = format.startsWith(NAME_FORMAT) ? format.slice(NAME_FORMAT.length) : format
  const nameQualifier = hash('sha1', `${issuer}${accountId}/${name}`, 'base64')
  const durationSeconds = sessionDurationOf(attributes)
  const endsMs = sessionEndOf(assertion)
  return {
    providerArn: samlProviderArn(provider),
    assertionId: attributeOf(assertion, 'ID') ?? '',
    issuer,
    ...(subject ? { subject } : {}),
    subjectType,
    audience,
    nameQualifier,
    attributes,
    keys: federatedKeys([
      ['saml:aud', [audience]],
      ['saml:iss', [issuer]],
      ['saml:sub', subject ? [subject] : []],
      ['saml:sub_type', [subjectType]],
      ['saml:namequalifier', [nameQualifier]],
      ['saml:doc', [`${accountId}/${name}`]],
      ...contextKeysOf(attributes),
    ]),
    roleSessionName: roleSessionNameOf(attributes),
    session: sessionAttributesOf(attributes),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(endsMs === Infinity ? {} : { endsMs }),
  }
}

function sessionEndOf(assertion: Element): number {
  const ends = elementsAt(assertion, ASSERTION, 'AuthnStatement').map(
    (statement) => timeOf(statement, 'SessionNotOnOrAfter') ?? Infinity,
  )
  return Math.min(...ends)
}

/** Undefined when there is none. SAML's times are in UTC. */
function timeOf(element: Element | undefined, name: string): number | undefined {
  const text = attributeOf(element, name)
  if (text === undefined) return undefined
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(ms)) throw invalidIdentityToken(`${name} in AuthnResponse is not a time`)
  return ms
}
