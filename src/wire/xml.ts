import { XMLParser } from 'fast-xml-parser'

/** Deeper input could break whoever reads its record. */
const DEPTH_MAX = 64

/** An element as the protocols need it: no order between text and children, no namespaces. */
export interface XmlElement {
  /** Without its prefix: protocols tell elements apart by their local names alone. */
  readonly name: string
  /** By local name; namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** All character data directly inside, CDATA included, white space untouched. */
  readonly text: string
}

/**
 * The root element, or undefined when the bytes are not one well-formed XML 1.0 document in UTF-8:
 * undeclared entities, document types and elements deeper than 64 count as that. Never throws.
 */
export function parseXml(body: Uint8Array): XmlElement | undefined {
  try {
    const text = utf8.decode(body)
    if (forbiddenMarkup.test(text) || forbiddenCharacter.test(text)) return undefined
    // The parser overlooks text after the root.
    if (!text.trimEnd().endsWith('>')) return undefined
    return rootOf(parser.parse(text, true) as OrderedNode[])
  } catch {
    // The parser, the decoder and the helpers below each throw what they like; to the caller all of
    // it is one thing.
    return undefined
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Whatever starts like a declaration: no service of AWS reads a document type, and its entities are
 * how XML attacks.
 */
const forbiddenMarkup = /<!(?!--|\[CDATA\[)/

/** https://www.w3.org/TR/xml/#charsets; lone surrogates cannot come out of valid UTF-8. */
// eslint-disable-next-line no-control-regex -- naming control characters is its purpose
const forbiddenCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

const TEXT = '#text'
const CDATA = '#cdata'
const ATTRIBUTES = ':@'

/** One element, text or CDATA section: its only key besides the attributes is its name. */
type OrderedNode = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: TEXT,
  cdataPropName: CDATA,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // References are resolved below, where text is still told from CDATA.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEPTH_MAX,
  jPath: false,
})

function rootOf(nodes: readonly OrderedNode[]): XmlElement | undefined {
  let root: XmlElement | undefined
  for (const node of nodes) {
    const name = nameOf(node)
    if (name === TEXT && String(node[name] as string).trim() === '') continue
    if (root || name === TEXT || name === CDATA) return undefined
    root = elementOf(name, node, 1)
  }
  return root
}

function elementOf(name: string, node: OrderedNode, depth: number): XmlElement {
  if (depth > DEPTH_MAX) throw new RangeError(`XML is nested deeper than ${DEPTH_MAX} levels`)
  const children: XmlElement[] = []
  let text = ''
  for (const child of node[name] as OrderedNode[]) {
    const childName = nameOf(child)
    if (childName === TEXT) text += resolved(child[TEXT] as string)
    else if (childName === CDATA) text += cdataText(child)
    else children.push(elementOf(childName, child, depth + 1))
  }
  const attributes = node[ATTRIBUTES] as Readonly<Record<string, string>> | undefined
  return { name: localName(name), attributes: attributesOf(attributes), children, text }
}

function nameOf(node: OrderedNode): string {
  for (const key in node) if (key !== ATTRIBUTES) return key
  return TEXT
}

function cdataText(node: OrderedNode): string {
  const [inner] = node[CDATA] as OrderedNode[]
  return (inner?.[TEXT] as string | undefined) ?? ''
}

const noAttributes: ReadonlyMap<string, string> = new Map()

function attributesOf(
  attributes: Readonly<Record<string, string>> | undefined,
): ReadonlyMap<string, string> {
  if (!attributes) return noAttributes
  const byName = new Map<string, string>()
  for (const [name, value] of Object.entries(attributes))
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) byName.set(localName(name), resolved(value))
  return byName
}

/** `type` of `xsi:type`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9A-Fa-f]{1,6});|#([0-9]{1,7});|(amp|lt|gt|quot|apos);)?/g,
    (_reference, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? ''
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      // Throws for what is no code point, and for an ampersand that starts no reference.
      const character = String.fromCodePoint(code)
      if (forbiddenCharacter.test(character) || !character.isWellFormed())
        throw new RangeError('a reference to a character that XML cannot hold')
      return character
    },
  )
}

/**
 * `<name attributes>content</name>`; `attributes` comes from {@link attribute}, `content` is XML
 * already.
 */
export function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
}

/** ` name="value"`, leading space included. */
export function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXml(value).replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;')}"`
}

/** What an XML 1.0 document starts with. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/**
 * Text as the content of an element. A carriage return is written as a reference, because a reader
 * would take it for a line feed; characters that XML 1.0 cannot hold become U+FFFD, because one of
 * them would make the whole answer unreadable.
 */
export function escapeXml(text: string): string {
  if (!needsCare.test(text)) return text
  return text.toWellFormed().replaceAll(special, (character) => escapes[character] ?? '\ufffd')
}

// eslint-disable-next-line no-control-regex -- as above
const needsCare = /[&<>"'\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/
// eslint-disable-next-line no-control-regex -- as above
const special = /[&<>"'\0-\x08\x0b-\x1f\ufffe\uffff]/g

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\r': '&#xD;',
}
