import { Readable } from 'node:stream'
import type { HttpRequest, HttpResponse } from '../../src/wire/http.ts'
import type { ServiceModel, Type } from '../../src/wire/model.ts'
import type { WireProtocol } from '../../src/wire/protocol.ts'
import { ServiceError } from '../../src/wire/service-error.ts'

/** The request an SDK client hands to its request handler, as far as it is read here. */
interface SentRequest {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface ReceivedCall {
  /** Undefined when no operation of the model was recognized. */
  readonly operation: string | undefined
  readonly input: Readonly<Record<string, unknown>>
  readonly request: HttpRequest
}

export const REQUEST_ID = '4Z8N1M0Q2W6R5T7Y'

/**
 * Options for an SDK client that talks to a protocol in this process, without a socket: every call
 * is matched, parsed, answered by `answer` and serialized. Give it to the client's constructor.
 */
export function loopback(
  protocol: WireProtocol,
  model: ServiceModel,
  answer: (call: ReceivedCall) => Readonly<Record<string, unknown>> | ServiceError = () => ({}),
) {
  const calls: ReceivedCall[] = []
  const handle = async (sent: SentRequest) => {
    const request = received(sent)
    const operation = protocol.match(model, request)
    const input = operation ? protocol.parseInput(model, operation, request) : {}
    const call = { operation: operation?.name, input, request }
    calls.push(call)
    if (!operation) throw new Error(`not recognized: ${request.method} ${request.path}`)
    const outcome = answer(call)
    const response =
      outcome instanceof ServiceError
        ? protocol.serializeError(model, outcome, REQUEST_ID)
        : protocol.serializeOutput(model, operation, outcome, REQUEST_ID)
    return { response: sentBack(request, response) }
  }
  const options = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: { handle, updateHttpClientConfig: () => {}, httpHandlerConfigs: () => ({}) },
  }
  return { options, calls }
}

function received({ method, path, query = {}, headers, body }: SentRequest): HttpRequest {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => {
      const key = encodeURIComponent(name)
      return one === null || one === undefined ? key : `${key}=${encodeURIComponent(String(one))}`
    }),
  )
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return {
    method,
    path,
    query: pairs.join('&'),
    headers: Object.fromEntries(lowerCase) as Record<string, string>,
    body: body instanceof Uint8Array ? body : Buffer.from((body as string | undefined) ?? ''),
    sourceIp: '192.0.2.1',
  }
}

function sentBack({ method }: HttpRequest, { status, headers, body }: HttpResponse) {
  const isBodiless = method === 'HEAD' || status === 204
  return {
    statusCode: status,
    headers: { ...headers },
    body: Readable.from(isBodiless || body.length === 0 ? [] : [Buffer.from(body as string)]),
  }
}

/** A request made by hand: a GET of `/` where nothing else is said. */
export function requestOf(
  parts: Partial<Omit<HttpRequest, 'body'>> & { body?: string | Uint8Array },
) {
  const body = parts.body ?? ''
  return {
    method: 'GET',
    path: '/',
    query: '',
    headers: {},
    sourceIp: '192.0.2.1',
    ...parts,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  } satisfies HttpRequest
}

/** Whether `run` ends as a protocol may: with a value, or with an error its caller is meant to see. */
export function isReadOrRefused(run: () => unknown): boolean {
  try {
    run()
    return true
  } catch (error) {
    return error instanceof ServiceError
  }
}

const DEPTH_MAX = 4

/**
 * A value with every member of its type filled in; shapes that hold themselves end after a few
 * rounds.
 */
export function sampleOf(model: ServiceModel, type: Type, name = 'value', depth = 0): unknown {
  switch (type.kind) {
    case 'string':
      return `${name} <&> 'ü'`
    case 'number':
      return 7
    case 'boolean':
      return true
    case 'timestamp':
      return new Date('2026-02-03T04:05:06Z')
    case 'blob':
      return new Uint8Array([0, 1, 254, 255])
    case 'document':
      return { name }
    case 'list':
      return [0, 1].map((index) => sampleOf(model, type.of, `${name}${index}`, depth))
    case 'map':
      return { a: sampleOf(model, type.of, 'a', depth), __b: sampleOf(model, type.of, 'b', depth) }
    case 'structure': {
      const members = Object.entries(model.shapes[type.name]?.members ?? {}).filter(
        ([, member]) => depth < DEPTH_MAX || isSimple(member.type),
      )
      return Object.fromEntries(
        members.map(([key, member]) => [key, sampleOf(model, member.type, key, depth + 1)]),
      )
    }
  }
}

function isSimple({ kind }: Type): boolean {
  return kind !== 'list' && kind !== 'map' && kind !== 'structure'
}
