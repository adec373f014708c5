import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import type { Tag } from './tag.ts'

/** A SAML identity provider whose assertions are believed. */
export interface SamlProvider {
  readonly accountId: string
  readonly name: string
  readonly metadataDocument: string
  readonly tags: readonly Tag[]
  readonly createdAt: string
  /** The end of its last certificate. */
  readonly validUntil: string
}

/** Under `<account id>/<name>`. */
export const samlProviders = collection<SamlProvider>('identity/saml-provider')

export const samlProvidersOfAccount: Index<SamlProvider> = {
  of: samlProviders,
  keyOf: ({ accountId }) => accountId,
}

export function samlProviderKey({
  accountId,
  name,
}: Pick<SamlProvider, 'accountId' | 'name'>): string {
  return `${accountId}/${name}`
}

export function samlProviderArn({
  accountId,
  name,
}: Pick<SamlProvider, 'accountId' | 'name'>): string {
  return `arn:aws:iam::${accountId}:saml-provider/${name}`
}

export function samlProviderOf(
  resources: ResourceReader,
  accountId: string,
  name: string,
): SamlProvider | undefined {
  return resources.get(samlProviders, samlProviderKey({ accountId, name }))
}
