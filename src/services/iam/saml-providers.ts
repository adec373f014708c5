import { X509Certificate } from 'node:crypto'
import {
  type SamlProvider,
  samlProviderArn,
  samlProviderKey,
  samlProviderOf,
  samlProviders,
} from '../../identity/saml-provider.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import { parseXml, type XmlElement } from '../../wire/xml.ts'
import type { Call } from '../operation.ts'
import { invalidInput, noSuchEntity } from './errors.ts'
import type { Kind } from './kind.ts'

export interface NamesSamlProvider {
  readonly SAMLProviderArn?: string | undefined
}

export const samlProviderKind: Kind<NamesSamlProvider, SamlProvider> = {
  arn: ({ SAMLProviderArn = '' }) => SAMLProviderArn,
  find: ({ SAMLProviderArn = '' }, call) => findSamlProvider(SAMLProviderArn, call),
  put: putSamlProvider,
}

export function putSamlProvider(provider: SamlProvider): ResourceChange {
  return samlProviders.put(samlProviderKey(provider), provider)
}

/** The end of the metadata's last signing certificate. Throws InvalidInput for what describes no identity provider. */
export function validUntilOf(metadataDocument: string): string {
  const root = parseXml(Buffer.from(metadataDocument))
  const descriptor = root && find(root, 'IDPSSODescriptor')[0]
  if (root?.name !== 'EntityDescriptor' || !root.attributes.get('entityID') || !descriptor)
    throw invalidInput('Could not parse metadata')
  const ends = find(descriptor, 'X509Certificate').map(({ text }) => endOf(text))
  const last = ends.toSorted((a, b) => a - b).at(-1)
  if (last === undefined) throw invalidInput('Could not parse metadata')
  return new Date(last).toISOString()
}

function find(element: XmlElement, name: string): XmlElement[] {
  const below = element.children.flatMap((child) => find(child, name))
  return element.name === name ? [element, ...below] : below
}

/** Epoch milliseconds. */
function endOf(base64: string): number {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).validToDate.getTime()
  } catch {
    throw invalidInput('Could not parse metadata')
  }
}

function findSamlProvider(arn: string, { resources, accountId }: Call): SamlProvider {
  const provider = samlProviderOf(resources, accountId, arn.slice(arn.indexOf('/') + 1))
  if (!provider || samlProviderArn(provider) !== arn)
    throw noSuchEntity(`Manifest not found for arn ${arn}`)
  return provider
}
