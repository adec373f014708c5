import { hash } from 'node:crypto'
import { unchunked } from './aws-chunked.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { membersOf, type ResolvedMember } from './members.ts'
import type { OperationModel, ServiceModel, Type } from './model.ts'
import type { WireProtocol } from './protocol.ts'
import { operationFor, type Target, targetOf } from './rest-xml-routes.ts'
import { ServiceError } from './service-error.ts'
import { readText, writeText } from './shape-text.ts'
import { readMembers, writeMembers, writeStructure, type XmlWriting } from './shape-xml.ts'
import { attribute, element, escapeXml, parseXml, XML_DECLARATION, type XmlElement } from './xml.ts'

/**
 * S3, path-style and virtual-hosted. Refuses a document that cannot be read as `MalformedXML`, one
 * too long as `MaxMessageLengthExceeded`, chunks that break off as `IncompleteBody`, a header or
 * query parameter that is not of its type as `InvalidArgument`, and a path that cannot be decoded
 * as `InvalidURI`, all 400. The error of a HEAD request has its body here; the listener sends none
 * of it.
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export const restXml: WireProtocol = {
  match: operationFor,

  operationAskedFor: () => undefined,

  parseInput(model, operation, request) {
    const plain = unchunked(request)
    const target = targetOf(request)
    const input: Record<string, unknown> = readBody(model, operation, plain.body)
    for (const member of membersOf(model, operation.input)) {
      const value = readOutsideBody(model, member, target, plain)
      if (value !== undefined) input[member.name] = value
    }
    return input
  },

  serializeOutput(model, operation, output, requestId) {
    const headers = identifyingHeaders(requestId)
    writeHeaders(model, operation, output, headers)
    const { body, contentType } = writeBody(model, operation, output)
    if (contentType !== undefined) headers['content-type'] ??= contentType
    return { status: statusOf(model, operation, output), headers, body }
  },

  serializeError(_model, error, requestId): HttpResponse {
    const headers = identifyingHeaders(requestId)
    headers['content-type'] = 'application/xml'
    let inner = textElement('Code', error.code) + textElement('Message', error.message)
    for (const [name, value] of Object.entries(error.fields))
      if (value !== undefined && value !== null)
        inner += textElement(name, writeText({ kind: 'string' }, value, DATE_TIME))
    inner +=
      textElement('RequestId', requestId) + textElement('HostId', headers['x-amz-id-2'] ?? '')
    return { status: error.httpStatus, headers, body: XML_DECLARATION + element('Error', inner) }
  },
}

type Values = Readonly<Record<string, unknown>>

/** S3 keeps whole seconds and prints `.000Z`. */
const DATE_TIME = 'zero-milliseconds'

const MALFORMED_XML =
  'The XML you provided was not well-formed or did not validate against our published schema'

/**
 * Twice the largest document S3 has use for: the parts of an upload, ten thousand with their
 * checksums.
 */
export const XML_BYTES_MAX = 4 * 1024 * 1024

function rootOf(body: Uint8Array): XmlElement {
  if (body.length > XML_BYTES_MAX)
    throw new ServiceError('MaxMessageLengthExceeded', 'Your request was too big.', 400)
  return parseXml(body) ?? malformedXml()
}

function malformedXml(): never {
  throw new ServiceError('MalformedXML', MALFORMED_XML, 400)
}

function textElement(name: string, text: string): string {
  return element(name, escapeXml(text))
}

/**
 * The second id is where S3 keeps what helps its own support; here it follows from the first, so
 * that neither surprises.
 */
function identifyingHeaders(requestId: string): Record<string, string> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hash('sha384', requestId, 'base64') }
}

/**
 * The members that travel in an XML document: none when there is no body, or when the body is
 * itself a member.
 */
function readBody(
  model: ServiceModel,
  operation: OperationModel,
  body: Uint8Array,
): Record<string, unknown> {
  const hasMembers = membersOf(model, operation.input).some((member) => member.in === 'body')
  if (!hasMembers || body.length === 0) return {}
  return readMembers(model, operation.input, rootOf(body), malformedXml)
}

function readOutsideBody(
  model: ServiceModel,
  member: ResolvedMember,
  target: Target,
  request: HttpRequest,
): unknown {
  switch (member.in) {
    case 'path':
      return member.name === 'Bucket' ? target.bucket : decodedKey(target.key)
    case 'query':
      return readArgument(member.wireName, member.type, target.query.get(member.wireName))
    case 'header':
      return readHeader(member, request.headers[member.wireName.toLowerCase()])
    case 'prefix-headers':
      return readPrefixed(member.wireName.toLowerCase(), request.headers)
    case 'payload':
      return readPayload(model, member, request.body)
    case 'body':
    case 'status':
      return undefined
  }
}

function decodedKey(key: string | undefined): string | undefined {
  if (!key?.includes('%')) return key
  try {
    return decodeURIComponent(key)
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.", 400)
  }
}

function readHeader({ type, wireName }: ResolvedMember, text: string | undefined): unknown {
  if (type.kind !== 'list') return readArgument(wireName, type, text)
  const items = text?.split(',').map((item) => readArgument(wireName, type.of, item.trim()))
  return items?.filter((item) => item !== undefined)
}

function readArgument(name: string, type: Type, text: string | undefined): unknown {
  if (text === undefined || (text === '' && type.kind !== 'string')) return undefined
  const value = readText(type, text)
  if (value !== undefined) return value
  const fields = { ArgumentName: name, ArgumentValue: text }
  throw new ServiceError('InvalidArgument', `Provided value for ${name} is not valid`, 400, fields)
}

function readPrefixed(
  prefix: string,
  headers: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const pairs: [string, string][] = []
  for (const name in headers)
    if (name.startsWith(prefix)) pairs.push([name.slice(prefix.length), headers[name] ?? ''])
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

function readPayload(model: ServiceModel, member: ResolvedMember, body: Uint8Array): unknown {
  const { type } = member
  if (body.length === 0) return undefined
  if (type.kind === 'blob') return body
  if (type.kind !== 'structure') return Buffer.from(body).toString('utf8')
  const root = rootOf(body)
  const names = [member.wireName, type.name, model.shapes[type.name]?.xmlName]
  return names.includes(root.name)
    ? readMembers(model, type.name, root, malformedXml)
    : malformedXml()
}

function writeHeaders(
  model: ServiceModel,
  operation: OperationModel,
  output: Values,
  headers: Record<string, string>,
): void {
  for (const member of membersOf(model, operation.output)) {
    const value = output[member.name]
    if (value === undefined || value === null) continue
    if (member.in === 'header')
      headers[member.wireName.toLowerCase()] = headerText(writeHeader(member.type, value))
    else if (member.in === 'prefix-headers')
      for (const [name, text] of Object.entries(value as Readonly<Record<string, string>>))
        headers[`${member.wireName}${name}`.toLowerCase()] = headerText(text)
  }
}

function writeHeader(type: Type, value: unknown): string {
  return type.kind === 'list'
    ? (value as readonly unknown[])
        .map((item) => writeText(type.of, item, DATE_TIME, 'http-date'))
        .join(',')
    : writeText(type, value, DATE_TIME, 'http-date')
}

// eslint-disable-next-line no-control-regex -- naming control characters is its purpose
const unsafeInHeader = /[^\t\x20-\x7e\x80-\xff]/

/** A header holds bytes, not text: S3 wraps what does not fit as RFC 2047 says. */
function headerText(text: string): string {
  if (!unsafeInHeader.test(text)) return text
  return `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`
}

function statusOf(model: ServiceModel, operation: OperationModel, output: Values): number {
  const member = membersOf(model, operation.output).find((candidate) => candidate.in === 'status')
  const stated = member && output[member.name]
  if (typeof stated === 'number') return stated
  // Part of an object, and only that, is answered with its range.
  return output['ContentRange'] === undefined ? operation.successStatus : 206
}

interface WrittenBody {
  readonly body: Uint8Array | string
  readonly contentType?: string
}

const NOTHING: WrittenBody = { body: '' }

function writeBody(model: ServiceModel, operation: OperationModel, output: Values): WrittenBody {
  const members = membersOf(model, operation.output)
  const writing: XmlWriting = { model, dateTime: DATE_TIME }
  const namespace = attribute('xmlns', model.xmlNamespace ?? '')
  const payload = members.find((member) => member.in === 'payload')
  if (payload) return writePayload(writing, payload, output[payload.name], namespace)
  if (!members.some((member) => member.in === 'body')) return NOTHING
  const rootName = model.shapes[operation.output]?.xmlName ?? operation.output
  const content =
    operation.name === 'GetBucketLocation'
      ? locationOf(output)
      : writeMembers(writing, operation.output, output)
  return document(element(rootName, content, namespace))
}

/**
 * The one answer whose root element is its only member; the oldest region is written as nothing.
 */
function locationOf({ LocationConstraint: region }: Values): string {
  return region === undefined || region === 'us-east-1' ? '' : escapeXml(region as string)
}

function writePayload(
  writing: XmlWriting,
  { name, wireName, type }: ResolvedMember,
  value: unknown,
  namespace: string,
): WrittenBody {
  if (value === undefined || value === null) return NOTHING
  if (type.kind === 'blob') return { body: value as Uint8Array | string }
  // S3's only text of its own is a policy.
  if (type.kind !== 'structure')
    return {
      body: value as string,
      contentType: name === 'Policy' ? 'application/json' : 'text/plain',
    }
  return document(writeStructure(writing, wireName, type.name, value as Values, namespace))
}

function document(root: string): WrittenBody {
  return { body: XML_DECLARATION + root, contentType: 'application/xml' }
}
