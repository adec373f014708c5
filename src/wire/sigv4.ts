import { hash, timingSafeEqual } from 'node:crypto'
import { AuthFailure, SIGNATURE_DOES_NOT_MATCH } from './auth-error.ts'
import type { HttpRequest } from './http.ts'
import { queryPairs } from './sigv4-canonical.ts'
import { checkPayload, payloadHashOf } from './sigv4-payload.ts'
import { checkHeadersSigned } from './sigv4-s3-headers.ts'
import {
  ALGORITHM,
  canonicalRequest,
  formatAmzDate,
  signatureOf,
  type SigningKeys,
  TERMINATOR,
  textToSign,
} from './sigv4-signature.ts'

/**
 * AWS Signature Version 4, the server's side: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 * The order of checks is AWS's: form, time and scope are judged before anybody looks up the key.
 */

const SKEW_MINUTES = 5
const PRESIGNED_SECONDS_MAX = 604_800

/** A signature as the caller states it: well formed, in time and in scope, not yet proven. */
export interface ClaimedSignature {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly signingName: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly amzDate: string
  /** Only with temporary credentials. */
  readonly sessionToken?: string
  readonly isPresigned: boolean
}

export interface ScopeRules {
  isRegion(region: string): boolean
  /** The service this request is for, where the request itself tells; a scope that names another is refused. */
  readonly serviceOf: (request: HttpRequest) => string | undefined
  isService(signingName: string): boolean
}

/** Reads the signature of a request. Throws {@link AuthFailure} with AWS's reason and text. */
export function claimedSignature(
  request: HttpRequest,
  nowMs: number,
  rules: ScopeRules,
): ClaimedSignature {
  const header = request.headers['authorization']
  const isPresigned = request.query.includes('X-Amz-Algorithm=')
  if (header !== undefined && isPresigned)
    throw new AuthFailure(
      'SignatureDoesNotMatch',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    )
  if (header === undefined && isSignedByVersion2(request.query))
    throw new AuthFailure(
      'UnsupportedMechanism',
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    )
  if (header === undefined && !isPresigned)
    throw new AuthFailure('MissingAuthenticationToken', 'Missing Authentication Token')
  const parts = header === undefined ? partsOfQuery(request) : partsOfHeader(header, request)
  if (!parts.signedHeaders.includes('host'))
    throw new AuthFailure(
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    )
  checkTime(parts.amzDate, parts.expiresSeconds, nowMs)
  const scope = checkedScope(parts.credential, parts.amzDate, request, rules)
  return {
    ...scope,
    signedHeaders: parts.signedHeaders,
    signature: parts.signature,
    amzDate: parts.amzDate,
    ...(parts.sessionToken === undefined ? {} : { sessionToken: parts.sessionToken }),
    isPresigned,
  }
}

/** As old clients still presign URLs of S3. */
export function isSignedByVersion2(query: string): boolean {
  return query.includes('AWSAccessKeyId=') && query.includes('Signature=')
}

/** Proves a claimed signature with the key's secret. Throws {@link AuthFailure} unless it is the caller's own. */
export function verifySignature(
  request: HttpRequest,
  claimed: ClaimedSignature,
  secretAccessKey: string,
  keys: SigningKeys,
): void {
  const { signingName, amzDate } = claimed
  const payloadHash = payloadHashOf(request, claimed)
  const canonical = canonicalRequest(request, claimed, payloadHash)
  const { text, scope } = textToSign(canonical, claimed)
  const key = keys.keyOf(claimed, secretAccessKey)
  const expected = signatureOf(text, key)
  // Reading hexadecimal passes over what follows it, and a signature has nothing behind it.
  const given = Buffer.from(claimed.signature, 'hex')
  const isWhole = claimed.signature.length === 2 * expected.length
  if (!isWhole || given.length !== expected.length || !timingSafeEqual(expected, given))
    throw new AuthFailure(
      'SignatureDoesNotMatch',
      SIGNATURE_DOES_NOT_MATCH,
      `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${text}'\n`,
    )
  if (signingName !== 's3') return
  checkHeadersSigned(request, claimed)
  checkPayload(request.body, payloadHash, { key, amzDate, scope, seed: claimed.signature })
}

interface SignatureParts {
  readonly credential: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly amzDate: string
  readonly expiresSeconds?: number
  readonly sessionToken?: string
}

function partsOfHeader(header: string, request: HttpRequest): SignatureParts {
  const space = header.indexOf(' ')
  const algorithm = space < 0 ? header : header.slice(0, space)
  if (algorithm !== ALGORITHM)
    throw new AuthFailure('IncompleteSignature', `Unsupported AWS 'algorithm': '${algorithm}'.`)
  const digest = () =>
    `(Hashed with SHA-256 and encoded with Base64) Authorization=${hash('sha256', header, 'base64')}`
  let credential: string | undefined
  let signedHeaders: string | undefined
  let signature: string | undefined
  for (const part of header.slice(space + 1).split(',')) {
    const pair = part.trim()
    const equals = pair.indexOf('=')
    if (equals <= 0)
      throw new AuthFailure(
        'IncompleteSignature',
        `Invalid key=value pair (missing equal-sign) in Authorization header ${digest()}.`,
      )
    const value = pair.slice(equals + 1)
    const key = pair.slice(0, equals)
    if (key === 'Credential') credential = value
    else if (key === 'SignedHeaders') signedHeaders = value
    else if (key === 'Signature') signature = value
  }
  const amzDate = amzDateOf(request)
  if (!credential || !signedHeaders || !signature || amzDate === undefined) {
    const missing = [
      ...(credential ? [] : ["Authorization header requires 'Credential' parameter."]),
      ...(signature ? [] : ["Authorization header requires 'Signature' parameter."]),
      ...(signedHeaders ? [] : ["Authorization header requires 'SignedHeaders' parameter."]),
      ...(amzDate === undefined
        ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
        : []),
    ]
    throw new AuthFailure('IncompleteSignature', `${missing.join(' ')} ${digest()}`)
  }
  const sessionToken = request.headers['x-amz-security-token']
  return {
    credential,
    signature,
    signedHeaders: signedHeaders.split(';'),
    amzDate,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  }
}

/** The time that is signed; of a `Date` header as well where that is written as HTTP writes dates. */
function amzDateOf({ headers: { 'x-amz-date': amzDate, date } }: HttpRequest): string | undefined {
  if (amzDate !== undefined || date === undefined) return amzDate
  const ms = date.endsWith(' GMT') ? Date.parse(date) : Number.NaN
  return Number.isNaN(ms) ? date : formatAmzDate(ms)
}

function partsOfQuery(request: HttpRequest): SignatureParts {
  const query = new Map(queryPairs(request.query))
  const algorithm = query.get('X-Amz-Algorithm') ?? ''
  if (algorithm !== ALGORITHM)
    throw new AuthFailure('InvalidPresignedUrl', `Unsupported AWS 'algorithm': '${algorithm}'.`)
  const named = (name: string) => query.get(name) || undefined
  const credential = named('X-Amz-Credential')
  const signature = named('X-Amz-Signature')
  const signedHeaders = named('X-Amz-SignedHeaders')
  const amzDate = named('X-Amz-Date')
  if (!credential || !signature || !signedHeaders || !amzDate) {
    const missing = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
      .filter((name) => !named(name))
      .map((name) => `AWS query-string parameters must include '${name}'.`)
    throw new AuthFailure(
      'IncompletePresignedUrl',
      `${missing.join(' ')} Re-examine the query-string parameters.`,
    )
  }
  const expiresSeconds = expirationOf(query.get('X-Amz-Expires'))
  const sessionToken = query.get('X-Amz-Security-Token')
  return {
    credential,
    signature,
    signedHeaders: signedHeaders.split(';'),
    amzDate,
    expiresSeconds,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  }
}

/** In seconds. S3's words: nobody has shown those of others. */
function expirationOf(text: string | undefined): number {
  if (text === undefined) return SKEW_MINUTES * 60
  const refused = (why: string) => new AuthFailure('InvalidPresignedUrl', `X-Amz-Expires ${why}`)
  if (!/^-?\d+$/.test(text)) throw refused('should be a number')
  const seconds = Number(text)
  if (seconds < 0) throw refused('must be non-negative')
  if (seconds > PRESIGNED_SECONDS_MAX)
    throw refused(
      `must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${PRESIGNED_SECONDS_MAX} seconds`,
    )
  return seconds
}

function checkTime(amzDate: string, expiresSeconds: number | undefined, nowMs: number): void {
  const signedMs = parseAmzDate(amzDate)
  if (Number.isNaN(signedMs))
    throw new AuthFailure(
      'IncompleteSignature',
      `Date must be in ISO-8601 'basic format'. Got '${amzDate}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    )
  const validMinutes = expiresSeconds === undefined ? SKEW_MINUTES : expiresSeconds / 60
  const oldestMs = nowMs - validMinutes * 60_000
  const newestMs = nowMs + SKEW_MINUTES * 60_000
  if (signedMs >= oldestMs && signedMs <= newestMs) return
  const now = formatAmzDate(nowMs)
  throw new AuthFailure(
    expiresSeconds === undefined ? 'RequestExpired' : 'PresignedUrlExpired',
    signedMs < oldestMs
      ? `Signature expired: ${amzDate} is now earlier than ${formatAmzDate(oldestMs)} (${now} - ${Math.trunc(validMinutes)} min.)`
      : `Signature not yet current: ${amzDate} is still later than ${formatAmzDate(newestMs)} (${now} + ${SKEW_MINUTES} min.)`,
  )
}

function checkedScope(
  credential: string,
  amzDate: string,
  request: HttpRequest,
  rules: ScopeRules,
): Pick<ClaimedSignature, 'accessKeyId' | 'date' | 'region' | 'signingName'> {
  const elements = credential.split('/')
  const [accessKeyId, date, region, signingName, terminator] = elements
  if (
    elements.length !== 5 ||
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    signingName === undefined
  )
    throw new AuthFailure(
      'IncompleteSignature',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    )
  const wanted = rules.serviceOf(request)
  const day = amzDate.slice(0, 8)
  const isWrongService =
    wanted === undefined ? !rules.isService(signingName) : wanted !== signingName
  const complaints = [
    ...(rules.isRegion(region)
      ? []
      : [`Credential should be scoped to a valid region, not '${region}'. `]),
    ...(isWrongService
      ? [`Credential should be scoped to correct service${wanted ? `: '${wanted}'` : ''}. `]
      : []),
    ...(terminator === TERMINATOR
      ? []
      : [
          `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `,
        ]),
    ...(date === day
      ? []
      : [
          `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${amzDate}'.`,
        ]),
  ]
  if (complaints.length) throw new AuthFailure('WrongScope', complaints.join(''))
  return { accessKeyId, date, region, signingName }
}

function parseAmzDate(text: string): number {
  const at = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!at) return Number.NaN
  return Date.parse(`${at[1]}-${at[2]}-${at[3]}T${at[4]}:${at[5]}:${at[6]}Z`)
}
