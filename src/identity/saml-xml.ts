import { DOMParser } from '@xmldom/xmldom'
import { parseXml } from '../wire/xml.ts'

/** https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf */
export const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

/**
 * The root of a document that two parsers find well formed, or undefined. Neither document types nor entities of their
 * own are read.
 */
export function rootOf(text: string): Element | undefined {
  if (!parseXml(Buffer.from(text))) return undefined
  try {
    return parser.parseFromString(text, 'text/xml').documentElement
  } catch {
    return undefined
  }
}

/** The parser that the signature is verified with must not read more into a document than is there. */
const parser = new DOMParser({
  errorHandler: { warning: refuse, error: refuse, fatalError: refuse },
})

function refuse(message: string): never {
  throw new SyntaxError(message)
}

export function isElement(
  node: Node | undefined,
  namespace: string,
  name: string,
): node is Element {
  const element = node as Element | undefined
  return element?.namespaceURI === namespace && element.localName === name
}

/** Along a path of names in one namespace, each a child of the one before. */
export function elementsAt(
  element: Element,
  namespace: string,
  ...[name, ...names]: readonly string[]
): readonly Element[] {
  if (name === undefined) return [element]
  return childrenOf(element)
    .filter((child) => isElement(child, namespace, name))
    .flatMap((child) => elementsAt(child, namespace, ...names))
}

export function childrenOf(element: Element): readonly Element[] {
  const ELEMENT_NODE = 1
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === ELEMENT_NODE,
  )
}

export function textOf(element: Element | undefined): string | undefined {
  return element?.textContent?.trim()
}

/** Undefined when it is missing or empty. */
export function attributeOf(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) || undefined
}
