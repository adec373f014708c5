import type { HttpResponse } from './http.ts'
import { malformed, parseJsonObject } from './json-text.ts'
import { membersOf, type ResolvedMember } from './members.ts'
import type { OperationModel, ServiceModel, Type } from './model.ts'
import type { WireProtocol } from './protocol.ts'
import { ServiceError } from './service-error.ts'
import { readJson, writeJson } from './shape-json.ts'
import { readText } from './shape-text.ts'
import { decoded, queryPairs } from './sigv4-canonical.ts'

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson1: WireProtocol = {
  match(model, request) {
    const path = request.path.split('/')
    return routesOf(model)
      .get(request.method)
      ?.find((route) => labelsOf(route, path) !== undefined)?.operation
  },

  operationAskedFor: () => undefined,

  parseInput(model, operation, request) {
    const members = membersOf(model, operation.input)
    const payload = members.find((member) => member.in === 'payload')
    const type = request.headers['content-type']
    // Bytes may be anything: their type is the sender's affair.
    const isJson = payload?.type.kind !== 'blob'
    if (isJson && request.body.length > 0 && type !== undefined && !type.includes('json'))
      throw new ServiceError(
        'UnsupportedMediaTypeException',
        `Unsupported media type: ${type}`,
        415,
      )
    const body = payload ? {} : parseJsonObject(request.body)
    const parts: RequestParts = {
      labels: labelsOf(routeOf(operation), request.path.split('/')) ?? {},
      query: request.query === '' ? [] : queryPairs(request.query),
      headers: request.headers,
    }
    const input: Record<string, unknown> = {}
    for (const member of members) {
      const value =
        member.in === 'body'
          ? readJson(model, member.type, body[member.wireName])
          : member.in === 'payload'
            ? readPayload(model, member.type, request.body)
            : readOutsideBody(member, parts)
      if (value !== undefined) input[member.name] = value
    }
    return input
  },

  serializeOutput(model, operation, output, requestId) {
    const headers: Record<string, string> = { 'x-amzn-requestid': requestId }
    const members = membersOf(model, operation.output)
    for (const member of members) {
      const value = output[member.name]
      if (member.in === 'header' && value !== undefined)
        headers[member.wireName.toLowerCase()] = `${value as string | number | boolean}`
    }
    if (operation.successStatus === 204) return { status: 204, headers, body: '' }
    headers['content-type'] = 'application/json'
    const payload = members.find((member) => member.in === 'payload')
    if (payload?.type.kind === 'blob')
      return { status: operation.successStatus, headers, body: output[payload.name] as Uint8Array }
    const [type, value]: [Type, unknown] = payload
      ? [payload.type, output[payload.name]]
      : [{ kind: 'structure', name: operation.output }, output]
    const body = JSON.stringify(writeJson(model, type, value) ?? {})
    return { status: operation.successStatus, headers, body }
  },

  serializeError: (_model, error, requestId): HttpResponse => ({
    status: error.httpStatus,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({ message: error.message, ...error.fields }),
  }),
}

interface Route {
  readonly operation: OperationModel
  readonly parts: readonly RoutePart[]
}

interface RoutePart {
  readonly literal?: string
  readonly label?: string
  /** `{name+}`: the rest of the path, slashes included. */
  readonly isGreedy: boolean
}

const routes = new WeakMap<ServiceModel, ReadonlyMap<string, readonly Route[]>>()
const routeByOperation = new WeakMap<OperationModel, Route>()

/** The routes of a model by method; literal segments before labels, so that the closest template is found first. */
function routesOf(model: ServiceModel): ReadonlyMap<string, readonly Route[]> {
  const known = routes.get(model)
  if (known) return known
  const byMethod = Map.groupBy(
    Object.values(model.operations).map(routeOf).toSorted(literalFirst),
    ({ operation }) => operation.method,
  )
  routes.set(model, byMethod)
  return byMethod
}

function routeOf(operation: OperationModel): Route {
  const known = routeByOperation.get(operation)
  if (known) return known
  const template = operation.path.split('?')[0] ?? ''
  const parts = template.split('/').map((part): RoutePart => {
    const label = /^\{(\w+)(\+?)\}$/.exec(part)
    return label
      ? { label: label[1] ?? '', isGreedy: label[2] === '+' }
      : { literal: part, isGreedy: false }
  })
  const route = { operation, parts }
  routeByOperation.set(operation, route)
  return route
}

function literalFirst(a: Route, b: Route): number {
  const key = (route: Route) =>
    route.parts.map((part) => (part.literal === undefined ? '1' : '0')).join('')
  return key(a) < key(b) ? -1 : 1
}

/** The labels of a path, given in its segments, each decoded once; undefined when the path is another operation's. */
function labelsOf(
  { parts }: Route,
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const isGreedy = parts.at(-1)?.isGreedy ?? false
  if (isGreedy ? given.length < parts.length : given.length !== parts.length) return undefined
  if (parts.some(({ literal }, i) => literal !== undefined && given[i] !== literal))
    return undefined
  const labels: Record<string, string> = {}
  for (const [i, { label, isGreedy: takesRest }] of parts.entries()) {
    if (label === undefined) continue
    const value = takesRest ? given.slice(i).join('/') : given[i]
    if (!value) return undefined
    labels[label] = decoded(value)
  }
  return labels
}

interface RequestParts {
  readonly labels: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Readonly<Record<string, string>>
}

/** A member outside the body. Lists repeat their key in the query. */
function readOutsideBody(
  member: ResolvedMember,
  { labels, query, headers }: RequestParts,
): unknown {
  if (member.in === 'path') return fromText(member.type, labels[member.name])
  if (member.in === 'header') return fromText(member.type, headers[member.wireName.toLowerCase()])
  if (member.in !== 'query') return undefined
  const values = query.filter(([key]) => key === member.wireName).map(([, value]) => value)
  if (member.type.kind !== 'list') return fromText(member.type, values[0])
  const { of } = member.type
  return values.length === 0 ? undefined : values.map((value) => fromText(of, value))
}

function fromText(type: Type, text: string | undefined): unknown {
  if (text === undefined) return undefined
  const value = readText(type, text)
  if (value === undefined) throw malformed(`'${text.slice(0, 64)}' is not a ${type.kind}`)
  return value
}

function readPayload(model: ServiceModel, type: Type, body: Uint8Array): unknown {
  if (body.length === 0) return undefined
  if (type.kind === 'blob') return body
  if (type.kind === 'string') return Buffer.from(body).toString('utf8')
  return readJson(model, type, parseJsonObject(body))
}
