import { type KeyObject, X509Certificate } from 'node:crypto'
import { parseXml, type XmlElement } from '../wire/xml.ts'

/** What an identity provider's metadata document says that matters to its assertions. */
export interface SamlMetadata {
  /** How it calls itself in what it issues. */
  readonly entityId: string
  readonly signing: readonly SigningCertificate[]
  /** Every signing certificate could be read. */
  readonly isWhole: boolean
}

export interface SigningCertificate {
  readonly key: KeyObject
  readonly validToMs: number
}

/**
 * Undefined for what describes no identity provider. Certificates carry keys and nothing more: they are believed because
 * an administrator put them here, however they are signed and whether or not they have expired.
 */
export function samlMetadataOf(document: string): SamlMetadata | undefined {
  const root = parseXml(Buffer.from(document))
  const entityId = root?.attributes.get('entityID')
  if (root?.name !== 'EntityDescriptor' || !entityId) return undefined
  const certificates = below(root, ['IDPSSODescriptor', 'KeyDescriptor'])
    .filter(({ attributes }) => (attributes.get('use') ?? 'signing') === 'signing')
    .flatMap((descriptor) => below(descriptor, ['KeyInfo', 'X509Data', 'X509Certificate']))
    .map(({ text }) => certificateOf(text))
  const signing = certificates.filter((certificate) => certificate !== undefined)
  return { entityId, signing, isWhole: signing.length === certificates.length }
}

function below(element: XmlElement, [name, ...names]: readonly string[]): readonly XmlElement[] {
  if (name === undefined) return [element]
  return element.children
    .filter((child) => child.name === name)
    .flatMap((child) => below(child, names))
}

function certificateOf(base64: string): SigningCertificate | undefined {
  try {
    const { publicKey: key, validToDate } = new X509Certificate(Buffer.from(base64, 'base64'))
    return { key, validToMs: validToDate.getTime() }
  } catch {
    // One certificate that cannot be read must not keep the others from verifying.
    return undefined
  }
}
