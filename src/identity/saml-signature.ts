import type { KeyObject } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { ASSERTION, attributeOf, childrenOf, elementsAt, rootOf, SIGNATURE } from './saml-xml.ts'

/** Signatures with SHA-1 can be forged, and comments are not what was signed. */
const SIGNATURE_METHODS = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]
const DIGEST_METHODS = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]
const TRANSFORMS = [
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
]

/**
 * The assertion of a response as its identity provider signed it, or undefined when it did not. The response or its
 * assertion has to be signed; where both are, the response's signature stands for the assertion too.
 *
 * What comes back is parsed from the bytes that were verified, never taken from the document around them: whatever else
 * somebody wraps around a signed element is not looked at
 * (https://www.usenix.org/system/files/conference/usenixsecurity12/sec12-final91-8-23-12.pdf).
 */
export function signedAssertionOf(
  xml: string,
  response: Element,
  keys: readonly KeyObject[],
): Element | undefined {
  const assertion = onlyAssertionOf(response)
  if (!assertion) return undefined
  if (signaturesOf(response).length === 0) return provenOf(xml, assertion, keys)
  const proven = provenOf(xml, response, keys)
  return proven && onlyAssertionOf(proven)
}

function onlyAssertionOf(response: Element): Element | undefined {
  const [assertion, ...others] = elementsAt(response, ASSERTION, 'Assertion')
  return others.length === 0 ? assertion : undefined
}

function signaturesOf(owner: Element): readonly Element[] {
  return elementsAt(owner, SIGNATURE, 'Signature')
}

/** The owner of a signature, from the bytes that the signature stands for. */
function provenOf(xml: string, owner: Element, keys: readonly KeyObject[]): Element | undefined {
  const [signature, ...others] = signaturesOf(owner)
  const id = attributeOf(owner, 'ID')
  if (!signature || others.length || id === undefined || !isSignatureOf(signature, id))
    return undefined
  for (const key of keys) {
    const [text, ...more] = signedTextsOf(xml, signature, key)
    const root = text === undefined || more.length ? undefined : rootOf(text)
    if (root && attributeOf(root, 'ID') === id && root.localName === owner.localName) return root
  }
  return undefined
}

/** Nothing but one reference, to the element that it is in. */
function isSignatureOf(signature: Element, id: string): boolean {
  const names = childrenOf(signature).map(({ localName }) => localName)
  const references = elementsAt(signature, SIGNATURE, 'SignedInfo', 'Reference')
  return (
    ['SignedInfo,SignatureValue', 'SignedInfo,SignatureValue,KeyInfo'].includes(names.join()) &&
    references.length === 1 &&
    attributeOf(references[0], 'URI') === `#${id}`
  )
}

function signedTextsOf(xml: string, signature: Element, key: KeyObject): readonly string[] {
  // Keys come from the metadata alone, never from the document.
  const verifier = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null })
  verifier.SignatureAlgorithms = only(SIGNATURE_METHODS, verifier.SignatureAlgorithms)
  verifier.HashAlgorithms = only(DIGEST_METHODS, verifier.HashAlgorithms)
  verifier.CanonicalizationAlgorithms = only(TRANSFORMS, verifier.CanonicalizationAlgorithms)
  try {
    verifier.loadSignature(signature)
    return verifier.checkSignature(xml) ? verifier.getSignedReferences() : []
  } catch {
    // A signature that cannot be checked is none.
    return []
  }
}

function only<T>(names: readonly string[], from: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))
}
