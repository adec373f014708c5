import type { HttpRequest, HttpResponse } from './http.ts'
import { membersOf } from './members.ts'
import type { ServiceModel, Type } from './model.ts'
import type { WireProtocol } from './protocol.ts'
import { formOf, type QueryNode, treeOf } from './query-form.ts'
import { ServiceError } from './service-error.ts'
import { readText } from './shape-text.ts'
import { writeMembers, type XmlWriting } from './shape-xml.ts'
import { attribute, element, escapeXml } from './xml.ts'

/**
 * IAM, STS and SNS: parameters in, XML out. Refuses values that are not of their type as
 * `MalformedInput` and parameters that cannot be decoded, or are too many, as
 * `MalformedQueryString`, both 400.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const awsQuery: WireProtocol = {
  match(model, request) {
    const { values } = formOf(request)
    const name = values.get('Action')
    if (name === undefined || values.get('Version') !== model.apiVersion) return undefined
    return Object.hasOwn(model.operations, name) ? model.operations[name] : undefined
  },

  operationAskedFor: (request: HttpRequest) => formOf(request).values.get('Action'),

  parseInput(model, operation, request) {
    const form = formOf(request)
    if (form.fault !== undefined) throw new ServiceError('MalformedQueryString', form.fault, 400)
    return readStructure(model, operation.input, treeOf(form))
  },

  serializeOutput(model, operation, output, requestId) {
    const { name } = operation
    const writing: XmlWriting = { model, dateTime: 'seconds' }
    const result =
      operation.output === 'Unit'
        ? ''
        : element(`${name}Result`, writeMembers(writing, operation.output, output))
    const metadata = element('ResponseMetadata', element('RequestId', escapeXml(requestId)))
    const body = element(`${name}Response`, result + metadata, namespaceOf(model))
    return respond(operation.successStatus, body, requestId)
  },

  serializeError(model, error, requestId) {
    const writing: XmlWriting = { model, dateTime: 'seconds' }
    const shape = Object.hasOwn(model.errors, error.code) ? model.errors[error.code] : undefined
    const inner =
      element('Type', error.httpStatus < 500 ? 'Sender' : 'Receiver') +
      element('Code', escapeXml(shape?.queryCode ?? error.code)) +
      element('Message', escapeXml(error.message)) +
      writeMembers(writing, error.code, withoutMessage(error.fields))
    const body = element(
      'ErrorResponse',
      element('Error', inner) + element('RequestId', escapeXml(requestId)),
      namespaceOf(model),
    )
    return respond(error.httpStatus, body, requestId)
  },
}

function respond(status: number, body: string, requestId: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}

function namespaceOf(model: ServiceModel): string {
  return model.xmlNamespace === undefined ? '' : attribute('xmlns', model.xmlNamespace)
}

/** The message has its own element, whichever way the shape spells it. */
function withoutMessage(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { message: _lower, Message: _upper, ...rest } = fields
  return rest
}

function readStructure(
  model: ServiceModel,
  shape: string,
  from: QueryNode,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  if (!from.children) return values
  for (const member of membersOf(model, shape)) {
    const node = from.children.get(member.wireName)
    if (!node) continue
    const value = readNode(model, member.type, node, member.xmlFlattened)
    if (value !== undefined) values[member.name] = value
  }
  return values
}

/**
 * A value, undefined when it is given as nothing: clients write an empty list as `Tags=`. Only a
 * string can be empty and there.
 */
function readNode(model: ServiceModel, type: Type, node: QueryNode, isFlattened = false): unknown {
  switch (type.kind) {
    case 'structure':
      refuseText(node)
      return node.children && readStructure(model, type.name, node)
    case 'list': {
      refuseText(node)
      return readItems(model, type.of, isFlattened ? node : under(node, type.itemName ?? 'member'))
    }
    case 'map': {
      refuseText(node)
      const entries = isFlattened ? node : under(node, 'entry')
      return readEntries(model, type, entries)
    }
    case 'string':
    case 'document':
    case 'number':
    case 'boolean':
    case 'timestamp':
    case 'blob':
      return readSimple(type, node)
  }
}

function under(node: QueryNode, step: string): QueryNode | undefined {
  const inner = node.children?.get(step)
  if (node.children && !inner)
    throw malformedInput('Top level element may not be treated as a list')
  return inner
}

function readItems(model: ServiceModel, of: Type, from: QueryNode | undefined): unknown {
  if (!from?.children) return undefined
  const items: unknown[] = []
  for (const node of inOrder(from.children)) {
    const item = readNode(model, of, node)
    if (item !== undefined) items.push(item)
  }
  return items
}

function readEntries(
  model: ServiceModel,
  type: Extract<Type, { kind: 'map' }>,
  from: QueryNode | undefined,
): unknown {
  if (!from?.children) return undefined
  const pairs: [string, unknown][] = []
  for (const { children } of inOrder(from.children)) {
    const key = children?.get(type.keyName ?? 'key')?.text
    if (key === undefined) throw malformedInput('Key expected where none was found')
    const node = children?.get(type.valueName ?? 'value')
    const value = node && readNode(model, type.of, node)
    if (value !== undefined) pairs.push([key, value])
  }
  // Not by assignment: that would let a key named `__proto__` choose the map's prototype.
  return Object.fromEntries(pairs)
}

const listIndex = /^\d{1,9}$/

/** By number, not by arrival; numbers left out leave no hole. */
function inOrder(children: ReadonlyMap<string, QueryNode>): QueryNode[] {
  const numbered = Array.from(children, ([index, node]) => {
    if (!listIndex.test(index)) throw malformedInput(`'${index.slice(0, 64)}' is not a list index`)
    return { index: Number(index), node }
  })
  return numbered.toSorted((a, b) => a.index - b.index).map(({ node }) => node)
}

function readSimple(type: Type, { text, children }: QueryNode): unknown {
  if (children) throw malformedInput('Start of list found where not expected')
  if (text === undefined || (text === '' && type.kind !== 'string')) return undefined
  const value = readText(type, text)
  if (value === undefined) throw malformedInput(expectations[type.kind])
  return value
}

const expectations: Readonly<Record<Type['kind'], string>> = {
  number: 'number must follow xsd1.1 definition',
  boolean: 'boolean must follow xsd1.1 definition',
  timestamp: 'timestamp must follow ISO8601',
  blob: 'blob must be valid base64',
  string: 'Unexpected value',
  document: 'Unexpected value',
  list: 'Unexpected value',
  map: 'Unexpected value',
  structure: 'Unexpected value',
}

function refuseText({ text }: QueryNode): void {
  if (text) throw malformedInput('Unexpected text where a list, map or structure was expected')
}

function malformedInput(message: string): ServiceError {
  return new ServiceError('MalformedInput', message, 400)
}
