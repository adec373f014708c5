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
    hash('sha256', body, 'hex'),
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const stringToSign = `AWS4-HMAC-SHA256\n${amzDate}\n${scope}\n${hash('sha256', canonicalRequest, 'hex')}`
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (inner, text) => createHmac('sha256', inner).update(text).digest(),
    `AWS4${keys.secretAccessKey}`,
  )
  const signature = createHmac('sha256', key).update(stringToSign).digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...headers, authorization, 'content-length': String(body.length) }
}
