import { encodeRfc3986 } from './sigv4-canonical.ts'
import { UNSIGNED_PAYLOAD } from './sigv4-payload.ts'
import {
  ALGORITHM,
  canonicalRequest,
  formatAmzDate,
  signatureOf,
  signingKeyOf,
  TERMINATOR,
  textToSign,
} from './sigv4-signature.ts'

/** A GET of an object of S3, and the temporary credentials that it is signed with. */
export interface Presigning {
  /** `http://127.0.0.1:4567` */
  readonly endpoint: string
  readonly bucket: string
  readonly key: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly nowMs: number
  readonly expiresSeconds: number
}

/**
 * A URL whose bearer gets the object, and nothing else, until it expires. In path style, because what resolves the endpoint
 * need not resolve names of buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignedUrl(asked: Presigning): string {
  const { endpoint, bucket, key, region, accessKeyId, secretAccessKey, nowMs } = asked
  const amzDate = formatAmzDate(nowMs)
  const scope = { date: amzDate.slice(0, 8), region, signingName: 's3' }
  const path = `/${[bucket, ...key.split('/')].map(encodeRfc3986).join('/')}`
  const query = Object.entries({
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${accessKeyId}/${scope.date}/${region}/s3/${TERMINATOR}`,
    'X-Amz-Date': amzDate,
    'X-Amz-Expires': String(asked.expiresSeconds),
    'X-Amz-Security-Token': asked.sessionToken,
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([name, value]) => `${name}=${encodeRfc3986(value)}`)
    .join('&')
  const headers = { host: endpoint.slice(endpoint.indexOf('//') + 2) }
  const signing = { signingName: 's3', signedHeaders: ['host'] }
  const canonical = canonicalRequest(
    { method: 'GET', path, query, headers },
    signing,
    UNSIGNED_PAYLOAD,
  )
  const { text } = textToSign(canonical, { ...scope, amzDate })
  const signature = signatureOf(text, signingKeyOf(scope, secretAccessKey)).toString('hex')
  return `${endpoint}${path}?${query}&X-Amz-Signature=${signature}`
}
