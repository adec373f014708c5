import type { HttpRequest } from './http.ts'
import { membersOf } from './members.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { decoded, queryPairs } from './sigv4-canonical.ts'

/** What a request to S3 is about, and what its query string says. */
export interface Target {
  /** Absent when the request is about the service. Decoded where it came in the path. */
  readonly bucket?: string
  /** Still percent-encoded. Absent when the request is about the bucket. */
  readonly key?: string
  /** Decoded; of a name given twice the first counts. */
  readonly query: ReadonlyMap<string, string>
}

const targets = new WeakMap<HttpRequest, Target>()

/**
 * Bucket and key, from the host name or from the path, worked out once a request. Never throws.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function targetOf(request: HttpRequest): Target {
  const known = targets.get(request)
  if (known) return known
  const query = new Map<string, string>()
  if (request.query !== '')
    for (const [name, value] of queryPairs(request.query))
      if (!query.has(name)) query.set(name, value)
  const target = { ...addressOf(request), query }
  targets.set(request, target)
  return target
}

function addressOf({ headers, path }: HttpRequest): Omit<Target, 'query'> {
  const hosted = bucketOfHost(headers['host'] ?? '')
  if (hosted !== undefined)
    return path.length > 1 ? { bucket: hosted, key: path.slice(1) } : { bucket: hosted }
  const slash = path.indexOf('/', 1)
  const bucket = decoded(slash < 0 ? path.slice(1) : path.slice(1, slash))
  if (bucket === '') return {}
  return slash < 0 || slash === path.length - 1
    ? { bucket }
    : { bucket, key: path.slice(slash + 1) }
}

/** Browsers and most resolvers lead every name below it to this machine. */
const LOCAL = '.localhost'

/**
 * The bucket a host name starts with: `logs.s3.eu-west-1.amazonaws.com`, `logs.s3.amazonaws.com`,
 * `logs.s3.localhost`, `logs.localhost`.
 */
function bucketOfHost(hostHeader: string): string | undefined {
  const colon = hostHeader.indexOf(':')
  const host = (colon < 0 ? hostHeader : hostHeader.slice(0, colon)).toLowerCase()
  const isAws = host.endsWith('.amazonaws.com') || host.endsWith('.amazonaws.com.cn')
  // A bucket's name may hold dots, even `.s3.`: the last one is the service's.
  const end = isAws
    ? Math.max(host.lastIndexOf('.s3.'), host.lastIndexOf('.s3-'))
    : endBeforeLocal(host)
  return end > 0 ? host.slice(0, end) : undefined
}

function endBeforeLocal(host: string): number {
  if (!host.endsWith(LOCAL) || host === `s3${LOCAL}`) return -1
  const end = host.length - LOCAL.length
  return host.slice(0, end).endsWith('.s3') ? end - '.s3'.length : end
}

/**
 * The operation a request names, by its method, its target and what its query string and headers
 * hold: the operation that asks for most among those that get all they ask for. Never throws.
 */
export function operationFor(
  model: ServiceModel,
  request: HttpRequest,
): OperationModel | undefined {
  const table = tableOf(model)
  const fixed = table.fixed.get(`${request.method} ${request.path}`)
  if (fixed && isMet(fixed, request.headers, noQuery)) return fixed.operation
  const target = targetOf(request)
  const scope =
    target.key !== undefined ? 'object' : target.bucket !== undefined ? 'bucket' : 'service'
  for (const family of table.families.get(`${request.method} ${scope}`) ?? []) {
    if (!family.literals.every(([name, value]) => hasLiteral(target.query, name, value))) continue
    const operation = chosen(family, request, target.query)
    if (operation) return operation
  }
  return undefined
}

const noQuery: ReadonlyMap<string, string> = new Map()

function hasLiteral(query: ReadonlyMap<string, string>, name: string, value: string): boolean {
  const given = query.get(name)
  return given !== undefined && (value === '' || given === value)
}

function chosen(
  { literals, candidates }: Family,
  { headers }: HttpRequest,
  query: ReadonlyMap<string, string>,
): OperationModel | undefined {
  const hint = query.get('x-id')
  let best: Candidate | undefined
  for (const candidate of candidates) {
    if (best && demandsOf(candidate) < demandsOf(best)) break
    if (!isMet(candidate, headers, query)) continue
    if (!best || candidate.operation.name === hint) best = candidate
  }
  if (best) return best.operation
  // `?analytics` without its id is still about analytics: it must fail as that, not pass as
  // something else.
  return literals.length > 0 ? candidates.at(-1)?.operation : undefined
}

function isMet(
  candidate: Candidate,
  headers: Readonly<Record<string, string>>,
  query: ReadonlyMap<string, string>,
): boolean {
  return (
    candidate.headers.every((name) => headers[name] !== undefined) &&
    candidate.query.every((name) => query.has(name))
  )
}

/**
 * An operation and what tells it from its family: the headers and query parameters it cannot do
 * without.
 */
interface Candidate {
  readonly operation: OperationModel
  readonly headers: readonly string[]
  readonly query: readonly string[]
}

/**
 * Operations of one method and scope with the same words in their query strings, the most demanding
 * first.
 */
interface Family {
  readonly literals: readonly (readonly [name: string, value: string])[]
  readonly candidates: readonly Candidate[]
}

interface RouteTable {
  /** `PUT bucket` -> families, those with most words first. */
  readonly families: ReadonlyMap<string, readonly Family[]>
  /** Operations with a path of their own, by `POST /WriteGetObjectResponse`. */
  readonly fixed: ReadonlyMap<string, Candidate>
}

const tables = new WeakMap<ServiceModel, RouteTable>()

function tableOf(model: ServiceModel): RouteTable {
  const known = tables.get(model)
  if (known) return known
  const fixed = new Map<string, Candidate>()
  const families = new Map<string, Map<string, Family & { candidates: Candidate[] }>>()
  for (const operation of Object.values(model.operations)) {
    const [path = '', words = ''] = operation.path.split('?')
    const candidate = candidateOf(model, operation)
    const scope = scopeOf(model, operation, path)
    if (scope === undefined) {
      fixed.set(`${operation.method} ${path}`, candidate)
      continue
    }
    const place = `${operation.method} ${scope}`
    const byWords = families.get(place) ?? new Map<string, Family & { candidates: Candidate[] }>()
    families.set(place, byWords)
    const literals = queryPairs(words).filter(([name]) => name !== 'x-id')
    const key = literals.join('&')
    const family = byWords.get(key) ?? { literals, candidates: [] }
    byWords.set(key, family)
    family.candidates.push(candidate)
  }
  const table = {
    fixed,
    families: new Map(Array.from(families, ([place, f]) => [place, inOrder(f)])),
  }
  tables.set(model, table)
  return table
}

function inOrder(byWords: ReadonlyMap<string, Family>): Family[] {
  return Array.from(byWords.values(), ({ literals, candidates }) => ({
    literals,
    candidates: candidates.toSorted((a, b) => demandsOf(b) - demandsOf(a)),
  })).toSorted((a, b) => b.literals.length - a.literals.length)
}

/** What an operation is about; undefined when its path says so itself. */
function scopeOf(
  model: ServiceModel,
  operation: OperationModel,
  path: string,
): 'service' | 'bucket' | 'object' | undefined {
  if (path.includes('{Key+}')) return 'object'
  if (path !== '/') return undefined
  const inPath = membersOf(model, operation.input).some((member) => member.in === 'path')
  return inPath ? 'bucket' : 'service'
}

function candidateOf(model: ServiceModel, operation: OperationModel): Candidate {
  const required = membersOf(model, operation.input).filter((member) => member.required)
  return {
    operation,
    headers: required
      .filter((member) => member.in === 'header')
      .map((member) => member.wireName.toLowerCase()),
    query: required.filter((member) => member.in === 'query').map((member) => member.wireName),
  }
}

function demandsOf(candidate: Candidate): number {
  return candidate.headers.length + candidate.query.length
}
