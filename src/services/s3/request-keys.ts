import { bucketOf } from '../../buckets/bucket.ts'
import type { ContextValue } from '../../identity/policy/context.ts'
import { targetOf } from '../../wire/rest-xml-routes.ts'
import type { RequestedCall } from '../recording.ts'

/**
 * What policies may ask of how a request was signed and sent:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function requestKeys(
  _input: unknown,
  resourceArn: string | undefined,
  { request, nowMs, resources }: RequestedCall,
): Readonly<Record<string, ContextValue | undefined>> {
  const { headers, tls } = request
  const [, bucket] = /^arn:aws:s3:::([^/]+)/.exec(resourceArn ?? '') ?? []
  const signedMs = presignedMs(targetOf(request).query.get('X-Amz-Date'))
  return {
    's3:authType': headers['authorization'] === undefined ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:ResourceAccount': bucket === undefined ? undefined : bucketOf(resources, bucket)?.accountId,
    's3:signatureAge': signedMs === undefined ? undefined : String(nowMs - signedMs),
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:TlsVersion': tls?.version.replace(/^TLSv/, ''),
    's3:x-amz-content-sha256': headers['x-amz-content-sha256'],
  }
}

/** `20260720T091542Z` */
function presignedMs(date: string | undefined): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
    .exec(date ?? '')
    ?.slice(1)
    .map(Number)
  if (!parts) return undefined
  const [year = 0, month = 1, ...rest] = parts
  return Date.UTC(year, month - 1, ...rest)
}
