import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import type { Tag } from './tag.ts'

/** An OpenID Connect issuer whose tokens are believed. */
export interface OidcProvider {
  readonly accountId: string
  /** Without its scheme, which is always https: `token.actions.githubusercontent.com`. */
  readonly url: string
  /** Audiences. */
  readonly clientIds: readonly string[]
  readonly thumbprints: readonly string[]
  readonly tags: readonly Tag[]
  readonly createdAt: string
}

/** Under `<account id>/<url>`. */
export const oidcProviders = collection<OidcProvider>('identity/oidc-provider')

export const oidcProvidersOfAccount: Index<OidcProvider> = {
  of: oidcProviders,
  keyOf: ({ accountId }) => accountId,
}

export function oidcProviderKey({
  accountId,
  url,
}: Pick<OidcProvider, 'accountId' | 'url'>): string {
  return `${accountId}/${url}`
}

export function oidcProviderArn({
  accountId,
  url,
}: Pick<OidcProvider, 'accountId' | 'url'>): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${url}`
}

export function oidcProviderOf(
  resources: ResourceReader,
  accountId: string,
  url: string,
): OidcProvider | undefined {
  return resources.get(oidcProviders, oidcProviderKey({ accountId, url }))
}
