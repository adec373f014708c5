import { Sha256Js } from '@smithy/core/checksum'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Connection } from './connection.ts'

/** An error of an operation of Waymark's own: `name` is its code. */
class OperationError extends Error {
  constructor(code: string, message: string) {
    super(message)
    this.name = code
  }
}

/** Calls an operation of the `waymark` service, which no SDK client knows. */
export async function signedPost<T>(
  { region, credentials }: Connection,
  path: string,
  input: object,
  signal?: AbortSignal,
): Promise<T> {
  const body = JSON.stringify(input)
  const signer = new SignatureV4({ service: 'waymark', region, credentials, sha256: Sha256Js })
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: location.protocol,
    hostname: location.hostname,
    path,
    headers: { host: location.host, 'content-type': 'application/json' },
    body,
  })
  const { host: _, ...sent } = headers
  const response = await fetch(path, {
    method: 'POST',
    headers: sent,
    body,
    ...(signal ? { signal } : {}),
  })
  const answer = (await response.json()) as Readonly<Record<string, unknown>>
  if (response.ok) return answer as T
  throw errorOf(response, answer)
}

function errorOf(response: Response, answer: Readonly<Record<string, unknown>>): OperationError {
  const code =
    response.headers.get('x-amzn-errortype') ?? textOf(answer['__type'] ?? answer['code'])
  const message = textOf(answer['message'] ?? answer['Message'])
  return new OperationError(code.replace(/:.*/, '') || 'InternalFailure', message)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
