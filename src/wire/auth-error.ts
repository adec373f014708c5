import type { ProtocolName } from './model.ts'
import { ServiceError } from './service-error.ts'

/** Why a caller was not believed. Named as the query services name it; {@link authErrorOf} speaks each protocol's dialect. */
export type AuthFailureReason =
  | 'MissingAuthenticationToken'
  /** Signature Version 2. */
  | 'UnsupportedMechanism'
  | 'IncompleteSignature'
  | 'IncompletePresignedUrl'
  | 'InvalidPresignedUrl'
  | 'WrongScope'
  | 'SignatureDoesNotMatch'
  | 'RequestExpired'
  | 'PresignedUrlExpired'
  | 'InvalidClientTokenId'
  | 'InvalidToken'
  | 'ExpiredToken'
  /** S3 only: the signature is right, but not for this body. */
  | 'ContentSha256Mismatch'
  /** S3 only: a header of its own that the signature does not cover. */
  | 'HeadersNotSigned'

export const SIGNATURE_DOES_NOT_MATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

/** A caller that could not be proven. Leaves a line among the rejected requests, and no event. */
export class AuthFailure extends Error {
  readonly reason: AuthFailureReason
  /** What JSON services append to a signature that does not match: the strings the server signed. */
  readonly canonicalStrings: string
  /** What S3 says besides its message, in its names. */
  readonly fields: Readonly<Record<string, string>>

  constructor(
    reason: AuthFailureReason,
    message: string,
    canonicalStrings = '',
    fields: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'AuthFailure'
    this.reason = reason
    this.canonicalStrings = canonicalStrings
    this.fields = fields
  }
}

type Dialect = 'query' | 'json' | 's3'

/** Codes and statuses as AWS answers them; statuses of JSON services as its API references list them. */
const codes: Record<Dialect, Record<AuthFailureReason, readonly [code: string, status: number]>> = {
  query: {
    MissingAuthenticationToken: ['MissingAuthenticationToken', 403],
    UnsupportedMechanism: ['IncompleteSignature', 400],
    IncompleteSignature: ['IncompleteSignature', 400],
    IncompletePresignedUrl: ['IncompleteSignature', 400],
    InvalidPresignedUrl: ['IncompleteSignature', 400],
    WrongScope: ['SignatureDoesNotMatch', 403],
    SignatureDoesNotMatch: ['SignatureDoesNotMatch', 403],
    RequestExpired: ['SignatureDoesNotMatch', 403],
    PresignedUrlExpired: ['SignatureDoesNotMatch', 403],
    InvalidClientTokenId: ['InvalidClientTokenId', 403],
    InvalidToken: ['InvalidClientTokenId', 403],
    ExpiredToken: ['ExpiredToken', 403],
    ContentSha256Mismatch: ['SignatureDoesNotMatch', 403],
    HeadersNotSigned: ['SignatureDoesNotMatch', 403],
  },
  json: {
    MissingAuthenticationToken: ['MissingAuthenticationTokenException', 403],
    UnsupportedMechanism: ['IncompleteSignatureException', 403],
    IncompleteSignature: ['IncompleteSignatureException', 403],
    IncompletePresignedUrl: ['IncompleteSignatureException', 403],
    InvalidPresignedUrl: ['IncompleteSignatureException', 403],
    WrongScope: ['InvalidSignatureException', 403],
    SignatureDoesNotMatch: ['InvalidSignatureException', 403],
    RequestExpired: ['InvalidSignatureException', 403],
    PresignedUrlExpired: ['InvalidSignatureException', 403],
    InvalidClientTokenId: ['UnrecognizedClientException', 403],
    InvalidToken: ['UnrecognizedClientException', 403],
    ExpiredToken: ['ExpiredTokenException', 403],
    ContentSha256Mismatch: ['InvalidSignatureException', 403],
    HeadersNotSigned: ['InvalidSignatureException', 403],
  },
  s3: {
    MissingAuthenticationToken: ['AccessDenied', 403],
    UnsupportedMechanism: ['InvalidRequest', 400],
    IncompleteSignature: ['AuthorizationHeaderMalformed', 400],
    IncompletePresignedUrl: ['AuthorizationQueryParametersError', 400],
    InvalidPresignedUrl: ['AuthorizationQueryParametersError', 400],
    WrongScope: ['AuthorizationHeaderMalformed', 400],
    SignatureDoesNotMatch: ['SignatureDoesNotMatch', 403],
    RequestExpired: ['RequestTimeTooSkewed', 403],
    PresignedUrlExpired: ['AccessDenied', 403],
    InvalidClientTokenId: ['InvalidAccessKeyId', 403],
    InvalidToken: ['InvalidToken', 400],
    ExpiredToken: ['ExpiredToken', 400],
    ContentSha256Mismatch: ['XAmzContentSHA256Mismatch', 400],
    HeadersNotSigned: ['AccessDenied', 403],
  },
}

const dialects: Record<ProtocolName, Dialect> = {
  awsQuery: 'query',
  awsJson1_0: 'json',
  awsJson1_1: 'json',
  restJson1: 'json',
  restXml: 's3',
}

/** What the caller is told, in the words of the protocol it speaks. JSON 1.x services answer 400 to everything. */
export function authErrorOf(failure: AuthFailure, protocol: ProtocolName): ServiceError {
  const dialect = dialects[protocol]
  const [code, status] = codes[dialect][failure.reason]
  const isJsonRpc = protocol === 'awsJson1_0' || protocol === 'awsJson1_1'
  return new ServiceError(code, textOf(failure, dialect), isJsonRpc ? 400 : status, failure.fields)
}

/** S3 has words of its own for what the others say alike. */
const s3Texts: Partial<Record<AuthFailureReason, string>> = {
  MissingAuthenticationToken: 'Access Denied',
  IncompletePresignedUrl:
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  SignatureDoesNotMatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  RequestExpired: 'The difference between the request time and the current time is too large.',
  PresignedUrlExpired: 'Request has expired',
  InvalidClientTokenId: 'The AWS Access Key Id you provided does not exist in our records.',
  InvalidToken: 'The provided token is malformed or otherwise invalid.',
  ExpiredToken: 'The provided token has expired.',
}

function textOf(failure: AuthFailure, dialect: Dialect): string {
  const { reason, message, canonicalStrings } = failure
  switch (dialect) {
    case 's3':
      return reason === 'WrongScope'
        ? `The authorization header is malformed; ${message.trim()}`
        : (s3Texts[reason] ?? message)
    case 'query':
      return reason === 'MissingAuthenticationToken'
        ? 'Request is missing Authentication Token'
        : message
    case 'json':
      return message + canonicalStrings
  }
}
