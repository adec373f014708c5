import {
  type OidcProvider,
  oidcProviderArn,
  oidcProviderKey,
  oidcProviderOf,
  oidcProviders,
} from '../../identity/oidc-provider.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { invalidInput, noSuchEntity, quotaExceeded } from './errors.ts'
import type { Kind } from './kind.ts'
import { quotas } from './quotas.ts'

export interface NamesOidcProvider {
  readonly OpenIDConnectProviderArn?: string | undefined
}

export const oidcProviderKind: Kind<NamesOidcProvider, OidcProvider> = {
  arn: ({ OpenIDConnectProviderArn = '' }) => OpenIDConnectProviderArn,
  find: ({ OpenIDConnectProviderArn = '' }, call) =>
    findOidcProvider(OpenIDConnectProviderArn, call),
  put: putOidcProvider,
}

export function putOidcProvider(provider: OidcProvider): ResourceChange {
  return oidcProviders.put(oidcProviderKey(provider), provider)
}

export function checkClientIds(clientIds: readonly string[]): void {
  if (clientIds.length > quotas.clientIdsPerOidcProvider)
    throw quotaExceeded('ClientIdsPerOpenIdConnectProvider', quotas.clientIdsPerOidcProvider)
}

export function checkThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > quotas.thumbprintsPerOidcProvider)
    throw invalidInput(
      `Thumbprint list must contain fewer than ${quotas.thumbprintsPerOidcProvider} entries.`,
    )
  const wrong = thumbprints.find((thumbprint) => !/^[0-9A-Fa-f]{40}$/.test(thumbprint))
  if (wrong !== undefined) throw invalidInput(`The thumbprint ${wrong} is not valid.`)
}

function findOidcProvider(arn: string, { resources, accountId }: Call): OidcProvider {
  const provider = oidcProviderOf(resources, accountId, arn.slice(arn.indexOf('/') + 1))
  if (!provider || oidcProviderArn(provider) !== arn)
    throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`)
  return provider
}
