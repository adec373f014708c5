import { createHmac, hash } from 'node:crypto'
import { canonicalHeaders, canonicalPath, canonicalQuery } from '../../src/wire/sigv4-canonical.ts'
import type { Keys } from './server.ts'

export interface ToSign {
  readonly method: string
  readonly host: string
  /** As it travels: percent-encoded, query included. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly keys: Keys
  readonly region: string
  readonly service: string
  /** What S3's callers may sign in place of the body's hash. */
  readonly payloadHash?: string
}

/** The headers of a request signed by hand, for requests that no SDK would make. Real clients check the signing itself. */
export function signedHeaders(toSign: ToSign): Record<string, string> {
  const { method, host, target, body, keys, region, service } = toSign
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const amzDate = `${new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const headers: Record<string, string> = {
    ...toSign.headers,
    host,
    'x-amz-date': amzDate,
  }
  const names = Object.keys(headers).toSorted()
  const day = amzDate.slice(0, 8)
  const canonicalRequest = [
    method,
    canonicalPath(path, service),
    canonicalQuery(query),
    canonicalHeaders(headers, names),
    names.join(';'),
    toSign.payloadHash ?? hash('sha256', body, 'hex'),
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const stringToSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', canonicalRequest, 'hex')}`
  const key = signingKey(toSign, day)
  const signature = createHmac('sha256', key).update(stringToSign).digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...headers, authorization, 'content-length': String(body.length) }
}

function signingKey({ keys, region, service }: ToSign, day: string): string | Buffer {
  return [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (inner, text) => createHmac('sha256', inner).update(text).digest(),
    `AWS4${keys.secretAccessKey}`,
  )
}

/** A request whose body travels in chunks that are signed each. */
export function signedChunks(
  toSign: Omit<ToSign, 'body' | 'payloadHash'>,
  chunks: readonly string[],
): { readonly headers: Record<string, string>; readonly body: string } {
  const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'
  const length = chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0)
  const asked = {
    ...toSign.headers,
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': payloadHash,
    'x-amz-decoded-content-length': String(length),
  }
  const request = { ...toSign, headers: asked, body: new Uint8Array(), payloadHash }
  const { 'content-length': _length, ...headers } = signedHeaders(request)
  const amzDate = headers['x-amz-date'] ?? ''
  const day = amzDate.slice(0, 8)
  const scope = `${day}/${toSign.region}/${toSign.service}/aws4_request`
  let [, previous = ''] = /Signature=(\w+)/.exec(headers['authorization'] ?? '') ?? []
  let body = ''
  for (const chunk of [...chunks, '']) {
    const text = [
      'AWS4-HMAC-SHA256-PAYLOAD',
      amzDate,
      scope,
      previous,
      hash('sha256', '', 'hex'),
      hash('sha256', chunk, 'hex'),
    ].join('\n')
    previous = createHmac('sha256', signingKey(request, day)).update(text).digest('hex')
    body += `${Buffer.byteLength(chunk).toString(16)};chunk-signature=${previous}\r\n${chunk}\r\n`
  }
  return { headers: { ...headers, 'content-length': String(body.length) }, body }
}
