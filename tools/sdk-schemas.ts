import type {
  ErrorModel,
  Member,
  MemberLocation,
  OperationModel,
  ServiceModel,
  Structure,
  Type,
} from '../src/wire/model.ts'

/**
 * The schemas that AWS SDK clients export are nested tuples. A simple type is a number; 64 and 128 added make a list and a
 * map of it. `[9, ns, name, traits, input, output]` is an operation, `[3 or 4, ns, name, traits, names, schemas, required]` a
 * structure or union, `-3` in front an error. A member is a schema, or a pair of it and its traits; a function defers.
 */
type Schema = unknown
type Traits = Readonly<Record<string, unknown>>

const simpleTypes: Record<number, Type> = {
  0: { kind: 'string' },
  1: { kind: 'number' },
  2: { kind: 'boolean' },
  4: { kind: 'timestamp' },
  5: { kind: 'timestamp', format: 'date-time' },
  6: { kind: 'timestamp', format: 'http-date' },
  7: { kind: 'timestamp', format: 'epoch-seconds' },
  15: { kind: 'document' },
  17: { kind: 'number' },
  19: { kind: 'number' },
  21: { kind: 'blob' },
  42: { kind: 'blob' },
}
const LIST = 64
const MAP = 128
const traitBits = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
]

export function modelFrom(
  sdk: Readonly<Record<string, unknown>>,
  base: Omit<ServiceModel, 'operations' | 'shapes' | 'errors'>,
): ServiceModel {
  const operations: Record<string, OperationModel> = {}
  const shapes: Record<string, Structure> = {}
  const errors: Record<string, ErrorModel> = {}
  for (const [key, value] of Object.entries(sdk)) {
    if (!key.endsWith('$') || !Array.isArray(value)) continue
    const [kind, namespace, name] = value as [number, string, string]
    if (namespace.startsWith('smithy.ts.sdk')) continue
    if (kind === 9) operations[name] = operationOf(value)
    if (kind === 3 || kind === 4 || kind === -3) shapes[name] = structureOf(value)
    if (kind === -3) errors[name] = errorOf(name, traitsOf(value[3]))
  }
  shapes['Unit'] ??= { members: {} }
  return { ...base, operations: sorted(operations), shapes: sorted(shapes), errors: sorted(errors) }
}

function operationOf(schema: readonly unknown[]): OperationModel {
  const [, , name, traits, input, output] = schema as [
    number,
    string,
    string,
    Schema,
    Schema,
    Schema,
  ]
  const http = traitsOf(traits)['http'] as [string, string, number] | undefined
  const [method, path, successStatus] = http ?? ['POST', '/', 200]
  return {
    name,
    method,
    path,
    successStatus,
    input: structureName(input),
    output: structureName(output),
  }
}

function structureName(schema: Schema): string {
  const type = typeOf(schema)
  return type.kind === 'structure' && type.name !== 'Unit' ? type.name : 'Unit'
}

function structureOf(schema: readonly unknown[]): Structure {
  const [, , , traits, names, schemas, requiredCount = 0] = schema as [
    number,
    string,
    string,
    Schema,
    readonly string[],
    readonly Schema[],
    number?,
  ]
  const members = names.map((name, i) => [name, memberOf(name, schemas[i], i < requiredCount)])
  const xmlName = nameIn(traitsOf(traits), 'xmlName')
  return { members: Object.fromEntries(members), ...(xmlName ? { xmlName } : {}) }
}

function errorOf(name: string, traits: Traits): ErrorModel {
  const query = traits['awsQueryError'] as [string, number] | undefined
  const httpStatus = Number(
    query?.[1] ?? traits['httpError'] ?? (traits['error'] === 'server' ? 500 : 400),
  )
  return { httpStatus, ...(query && query[0] !== name ? { queryCode: query[0] } : {}) }
}

function memberOf(name: string, schema: Schema, required: boolean): Member {
  const { inner, traits } = unwrap(schema)
  const [location, wireName] = locationOf(traits)
  const called = wireName ?? nameIn(traits, 'jsonName') ?? nameIn(traits, 'xmlName')
  return {
    type: typeOf(inner),
    ...(location === 'body' ? {} : { in: location }),
    ...(called !== undefined && called !== name ? { wireName: called } : {}),
    ...(required ? { required: true } : {}),
    ...(traits['sensitive'] || isSensitive(inner) ? { sensitive: true } : {}),
    ...(traits['idempotencyToken'] ? { idempotencyToken: true } : {}),
    ...(traits['xmlFlattened'] ? { xmlFlattened: true } : {}),
    ...(traits['xmlAttribute'] ? { xmlAttribute: true } : {}),
  }
}

function nameIn(traits: Traits, trait: string): string | undefined {
  return traits[trait] as string | undefined
}

function locationOf(traits: Traits): [MemberLocation, string | undefined] {
  if (traits['httpHeader']) return ['header', nameIn(traits, 'httpHeader')]
  if (traits['httpPrefixHeaders']) return ['prefix-headers', nameIn(traits, 'httpPrefixHeaders')]
  if (traits['httpQuery']) return ['query', nameIn(traits, 'httpQuery')]
  if (traits['httpLabel']) return ['path', undefined]
  if (traits['httpPayload']) return ['payload', undefined]
  if (traits['httpResponseCode']) return ['status', undefined]
  return ['body', undefined]
}

/** A simple type with a name and traits of its own: `[0, ns, 'Password', 8, 0]`. */
function isSensitive(schema: Schema): boolean {
  const value = resolved(schema)
  return Array.isArray(value) && value[0] === 0 && traitsOf(value[3])['sensitive'] !== undefined
}

function typeOf(schema: Schema): Type {
  const value = resolved(schema)
  if (typeof value === 'number') {
    if (value >= MAP) return { kind: 'map', of: typeOf(value - MAP) }
    if (value >= LIST) return { kind: 'list', of: typeOf(value - LIST) }
    const simple = simpleTypes[value]
    if (!simple) throw new Error(`unknown simple schema ${value}`)
    return simple
  }
  if (typeof value === 'string') return { kind: 'structure', name: 'Unit' } // 'unit'
  const tuple = value as readonly unknown[]
  switch (tuple[0]) {
    case 0:
      return typeOf(tuple[4])
    case 1: {
      const { inner, traits } = unwrap(tuple[4])
      const itemName = traits['xmlName'] as string | undefined
      return { kind: 'list', of: typeOf(inner), ...(itemName ? { itemName } : {}) }
    }
    case 2: {
      const key = unwrap(tuple[4]).traits['xmlName'] as string | undefined
      const { inner, traits } = unwrap(tuple[5])
      const valueName = traits['xmlName'] as string | undefined
      return {
        kind: 'map',
        of: typeOf(inner),
        ...(key ? { keyName: key } : {}),
        ...(valueName ? { valueName } : {}),
      }
    }
    default:
      return { kind: 'structure', name: String(tuple[2]) }
  }
}

function resolved(schema: Schema): Schema {
  return typeof schema === 'function' ? resolved((schema as () => Schema)()) : schema
}

function unwrap(schema: Schema): { inner: Schema; traits: Traits } {
  const value = resolved(schema)
  const isPair = Array.isArray(value) && typeof value[1] !== 'string'
  return isPair ? { inner: value[0], traits: traitsOf(value[1]) } : { inner: value, traits: {} }
}

function traitsOf(traits: Schema): Traits {
  if (typeof traits === 'object' && traits !== null) return traits as Traits
  if (typeof traits !== 'number') return {}
  return Object.fromEntries(
    traitBits.filter((_, bit) => traits & (1 << bit)).map((name) => [name, 1]),
  )
}

function sorted<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
