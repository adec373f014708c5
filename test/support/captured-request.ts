import { Readable } from 'node:stream'
import type { HttpRequest, HttpResponse } from '../../src/wire/http.ts'

interface SdkRequest {
  readonly method: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What an SDK client's `requestHandler` has to be: hands every request to `serve`, and its answer back to the client. */
export function inProcess(
  serve: (request: HttpRequest) => Promise<HttpResponse>,
  connection: Pick<HttpRequest, 'sourceIp' | 'tls'> = { sourceIp: '192.0.2.7' },
) {
  return {
    async handle(request: SdkRequest) {
      const { status, headers, body } = await serve({ ...requestOf(request), ...connection })
      const response = { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) }
      return { response }
    },
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  }
}

function requestOf(request: SdkRequest): Omit<HttpRequest, 'sourceIp'> {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ])
  return {
    method: request.method,
    path: request.path,
    query: queryOf(request.query ?? {}),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.from(request.body ?? ''),
  }
}

/** As the SDK's own HTTP handler writes it. */
function queryOf(query: Readonly<Record<string, string | readonly string[] | null>>): string {
  return Object.entries(query)
    .flatMap(([key, value]) => {
      const values = value === null ? [''] : [value].flat()
      return values.map((each) => `${encode(key)}=${encode(each)}`)
    })
    .join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
