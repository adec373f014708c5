import { membersOf, type ResolvedMember } from './members.ts'
import type { ServiceModel, Type } from './model.ts'
import { type DateTimeStyle, readText, writeText } from './shape-text.ts'
import { attribute, element, escapeXml, localName, type XmlElement } from './xml.ts'

type Values = Readonly<Record<string, unknown>>
type MapType = Extract<Type, { kind: 'map' }>
type ListType = Extract<Type, { kind: 'list' }>

/** How values become elements. https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings */
export interface XmlWriting {
  readonly model: ServiceModel
  readonly dateTime: DateTimeStyle
}

/** The elements of a structure's body members, in the model's order; absent members leave none. */
export function writeMembers(writing: XmlWriting, shape: string, values: Values): string {
  let xml = ''
  for (const member of membersOf(writing.model, shape)) {
    if (member.in !== 'body' || member.xmlAttribute) continue
    const value = values[member.name]
    if (value !== undefined && value !== null)
      xml += writeValue(writing, member.wireName, member.type, value, member.xmlFlattened)
  }
  return xml
}

/**
 * A structure as a document's root element; `attributes` are its namespaces, as `attribute` writes
 * them.
 */
export function writeStructure(
  writing: XmlWriting,
  name: string,
  shape: string,
  values: Values,
  attributes = '',
): string {
  let all = attributes
  for (const member of membersOf(writing.model, shape)) {
    const value = values[member.name]
    if (!member.xmlAttribute || value === undefined || value === null) continue
    // A prefix must be declared where it is used, and this is the only one AWS's models use.
    if (all === attributes && member.wireName.startsWith('xsi:')) all += XSI
    all += attribute(member.wireName, writeText(member.type, value, writing.dateTime))
  }
  return element(name, writeMembers(writing, shape, values), all)
}

const XSI = attribute('xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance')

/** One value as the element `name`; a flattened list or map as one such element an entry. */
function writeValue(
  writing: XmlWriting,
  name: string,
  type: Type,
  value: unknown,
  isFlattened: boolean,
): string {
  switch (type.kind) {
    case 'structure':
      return writeStructure(writing, name, type.name, value as Values)
    case 'list': {
      const itemName = isFlattened ? name : (type.itemName ?? 'member')
      let items = ''
      for (const item of value as readonly unknown[])
        items += writeValue(writing, itemName, type.of, item, false)
      return isFlattened ? items : element(name, items)
    }
    case 'map': {
      const entryName = isFlattened ? name : 'entry'
      let entries = ''
      for (const [key, item] of Object.entries(value as Values))
        if (item !== undefined && item !== null)
          entries += element(entryName, writeEntry(writing, type, key, item))
      return isFlattened ? entries : element(name, entries)
    }
    case 'string':
    case 'number':
    case 'boolean':
    case 'timestamp':
    case 'blob':
    case 'document':
      return element(name, escapeXml(writeText(type, value, writing.dateTime)))
  }
}

function writeEntry(writing: XmlWriting, type: MapType, key: string, item: unknown): string {
  return (
    element(type.keyName ?? 'key', escapeXml(key)) +
    writeValue(writing, type.valueName ?? 'value', type.of, item, false)
  )
}

/**
 * The body members of a structure out of its element. Unknown elements are dropped; of an element
 * that may occur once the first counts. Calls `fail` for text that is no value of its type.
 */
export function readMembers(
  model: ServiceModel,
  shape: string,
  from: XmlElement,
  fail: () => never,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const member of membersOf(model, shape)) {
    if (member.in !== 'body') continue
    const value = readMember(model, member, from, fail)
    if (value !== undefined) values[member.name] = value
  }
  return values
}

function readMember(
  model: ServiceModel,
  member: ResolvedMember,
  from: XmlElement,
  fail: () => never,
): unknown {
  if (member.xmlAttribute) {
    const text = from.attributes.get(localName(member.wireName))
    return text === undefined ? undefined : (readText(member.type, text) ?? fail())
  }
  if (!member.xmlFlattened) {
    const child = from.children.find(({ name }) => name === member.wireName)
    return child && readValue(model, member.type, child, fail)
  }
  const entries = from.children.filter(({ name }) => name === member.wireName)
  if (entries.length === 0) return undefined
  if (member.type.kind === 'list') return readItems(model, member.type, entries, fail)
  return member.type.kind === 'map' ? readEntries(model, member.type, entries, fail) : fail()
}

function readValue(model: ServiceModel, type: Type, from: XmlElement, fail: () => never): unknown {
  switch (type.kind) {
    case 'structure':
      return readMembers(model, type.name, from, fail)
    case 'list': {
      const itemName = type.itemName ?? 'member'
      const items = from.children.filter(({ name }) => name === itemName)
      return readItems(model, type, items, fail)
    }
    case 'map': {
      const entries = from.children.filter(({ name }) => name === 'entry')
      return readEntries(model, type, entries, fail)
    }
    case 'string':
    case 'document':
      return from.children.length === 0 ? from.text : fail()
    case 'number':
    case 'boolean':
    case 'timestamp':
    case 'blob': {
      const text = from.text.trim()
      if (text === '' && type.kind !== 'blob') return undefined
      return readText(type, text) ?? fail()
    }
  }
}

function readItems(
  model: ServiceModel,
  type: ListType,
  items: readonly XmlElement[],
  fail: () => never,
): unknown[] {
  return items.flatMap((item) => {
    const value = readValue(model, type.of, item, fail)
    return value === undefined ? [] : [value]
  })
}

function readEntries(
  model: ServiceModel,
  type: MapType,
  entries: readonly XmlElement[],
  fail: () => never,
): Record<string, unknown> {
  const keyName = type.keyName ?? 'key'
  const valueName = type.valueName ?? 'value'
  const pairs = entries.map((entry) => {
    const key = entry.children.find(({ name }) => name === keyName) ?? fail()
    const value = entry.children.find(({ name }) => name === valueName) ?? fail()
    return [key.text, readValue(model, type.of, value, fail)] as const
  })
  // Not by assignment: that would let a key named `__proto__` choose the map's prototype.
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined))
}
