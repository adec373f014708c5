import { samlMetadataOf } from '../../identity/saml-metadata.ts'
import {
  type SamlProvider,
  samlProviderArn,
  samlProviderKey,
  samlProviderOf,
  samlProviders,
} from '../../identity/saml-provider.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
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
  const metadata = samlMetadataOf(metadataDocument)
  if (!metadata?.isWhole || metadata.signing.length === 0)
    throw invalidInput('Could not parse metadata')
  const endMs = Math.max(...metadata.signing.map(({ validToMs }) => validToMs))
  return new Date(endMs).toISOString()
}

function findSamlProvider(arn: string, { resources, accountId }: Call): SamlProvider {
  const provider = samlProviderOf(resources, accountId, arn.slice(arn.indexOf('/') + 1))
  if (!provider || samlProviderArn(provider) !== arn)
    throw noSuchEntity(`Manifest not found for arn ${arn}`)
  return provider
}
