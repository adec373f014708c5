import { BROWSER_AGENT } from './console-browser.ts'
import { signedHeaders } from './signer.ts'
import { type Keys, region, type TestServer } from './server.ts'

export interface WaymarkAnswer {
  readonly status: number
  readonly errorCode: string | null
  readonly json: Readonly<Record<string, unknown>>
}

/** A call of the search service, signed by hand: no SDK knows it. */
export async function callWaymark(
  server: Pick<TestServer, 'url' | 'keys'>,
  operation: string,
  input: unknown,
  keys: Keys = server.keys.admin,
): Promise<WaymarkAnswer> {
  const target = `/waymark/${operation}`
  const body = typeof input === 'string' ? input : JSON.stringify(input)
  const headers = signedHeaders({
    method: 'POST',
    host: new URL(server.url).host,
    target,
    headers: {
      'content-type': 'application/json',
      ...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
    },
    body: Buffer.from(body),
    keys,
    region,
    service: 'waymark',
  })
  const { host: _host, 'content-length': _length, ...sent } = headers
  const response = await fetch(`${server.url}${target}`, {
    method: 'POST',
    headers: { ...sent, 'user-agent': BROWSER_AGENT },
    body,
  })
  return {
    status: response.status,
    errorCode: response.headers.get('x-amzn-errortype'),
    json: (await response.json()) as Record<string, unknown>,
  }
}
