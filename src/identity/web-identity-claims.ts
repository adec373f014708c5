import type { JWTPayload } from 'jose'
import type { ServiceError } from '../wire/service-error.ts'
import { expiredToken, invalidIdentityToken } from './federation-errors.ts'
import type { SessionAttributes } from './session-attributes.ts'
import type { Tag } from './tag.ts'

/** Observed: AWS allows the issuer's clock to be this far from its own. */
const CLOCK_TOLERANCE_SECONDS = 300

const TAGS = 'https://aws.amazon.com/tags'
const FLAT_TAG = `${TAGS}/principal_tags/`
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity'
const ROLES = 'https://aws.amazon.com/roles'

/** AWS's error when the token has expired. Throws for one that is not valid yet, or does not tell. */
export function expiryOf(claims: JWTPayload, nowMs: number): ServiceError | undefined {
  const now = Math.floor(nowMs / 1000)
  const expiresAt = requiredSeconds(claims, 'exp')
  const starts = [requiredSeconds(claims, 'iat'), secondsOf(claims, 'nbf') ?? 0]
  for (const start of starts)
    if (now < start - CLOCK_TOLERANCE_SECONDS)
      throw invalidIdentityToken(
        `Token is not valid yet: current date/time ${now} must not be before ${start}`,
      )
  if (now < expiresAt + CLOCK_TOLERANCE_SECONDS) return undefined
  return expiredToken(
    `Token expired: current date/time ${now} must be before the expiration date/time ${expiresAt}`,
  )
}

export function subjectOf({ sub }: JWTPayload): string {
  const subject: unknown = sub
  if (typeof subject === 'string') return subject
  if (typeof subject === 'number') return String(subject)
  throw missing('sub')
}

export interface Audiences {
  /** What the provider's client ids are compared with: who asked for the token, where it says so. */
  readonly audience: string
  /** Whom the token is for, when somebody else asked for it. */
  readonly original?: readonly string[]
}

/** `azp` comes before `aud`, and decides between several audiences. */
export function audiencesOf(claims: JWTPayload): Audiences {
  const audiences = textsOf(claims.aud)
  const [first] = audiences
  if (first === undefined) throw missing('aud')
  const { azp } = claims
  if (typeof azp === 'string') return { audience: azp, original: audiences }
  if (audiences.length > 1) throw missing('azp')
  return { audience: first }
}

/**
 * Tags are written nested, each value a list of one, or flattened into claims of their own:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export function sessionAttributesOf(claims: JWTPayload): SessionAttributes {
  const nested = membersOf(claims[TAGS])
  const tags = [
    ...Object.entries(membersOf(nested['principal_tags'])).map(([key, values]) =>
      tagOf(key, values),
    ),
    ...Object.entries(claims)
      .filter(([name]) => name.startsWith(FLAT_TAG))
      .map(([name, value]) => tagOf(name.slice(FLAT_TAG.length), [value])),
  ]
  const transitive = nested['transitive_tag_keys'] ?? claims[`${TAGS}/transitive_tag_keys`]
  const sourceIdentity = claims[SOURCE_IDENTITY]
  return {
    tags,
    transitiveTagKeys: textsOf(transitive),
    ...(typeof sourceIdentity === 'string' ? { sourceIdentity } : {}),
  }
}

/** The roles that the issuer lets the token be used for: a list, or a text with semicolons. Undefined: any. */
export function authorizedRolesOf(claims: JWTPayload): readonly string[] | undefined {
  const roles = claims[ROLES]
  if (roles === undefined || roles === null) return undefined
  const texts = typeof roles === 'string' ? roles.split(';') : textsOf(roles)
  return texts.map((text) => text.trim())
}

/** The texts in a claim that may be one text or a list; anything else is left out. */
export function textsOf(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim]
  return values.filter((value) => typeof value === 'string')
}

function tagOf(key: string, values: unknown): Tag {
  const [value, ...others]: unknown[] = Array.isArray(values) ? values : []
  if (typeof value === 'string' && others.length === 0) return { Key: key, Value: value }
  throw invalidIdentityToken(`The session tag ${key} must have exactly one value`)
}

function membersOf(claim: unknown): Readonly<Record<string, unknown>> {
  return typeof claim === 'object' && claim !== null && !Array.isArray(claim)
    ? (claim as Record<string, unknown>)
    : {}
}

function requiredSeconds(claims: JWTPayload, name: string): number {
  const seconds = secondsOf(claims, name)
  if (seconds === undefined) throw missing(name)
  return seconds
}

/** Observed: whole seconds, as a number or as its digits. */
function secondsOf(claims: JWTPayload, name: string): number | undefined {
  const claim = claims[name]
  if (claim === undefined || claim === null) return undefined
  const seconds = typeof claim === 'string' && /^\d{1,15}$/.test(claim) ? Number(claim) : claim
  if (typeof seconds === 'number' && Number.isSafeInteger(seconds)) return seconds
  throw invalidIdentityToken(`The claim ${name} must be a time in whole seconds`)
}

function missing(name: string) {
  return invalidIdentityToken(`Missing a required claim: ${name}`)
}
