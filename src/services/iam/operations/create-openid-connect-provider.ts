import type {
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse,
} from '@aws-sdk/client-iam'
import {
  type OidcProvider,
  oidcProviderArn,
  oidcProviderOf,
  oidcProvidersOfAccount,
} from '../../../identity/oidc-provider.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota, validationError } from '../errors.ts'
import { checkClientIds, checkThumbprints, putOidcProvider } from '../oidc-providers.ts'
import { quotas } from '../quotas.ts'
import { madeWithTags, tagsOf, tagsOutput } from '../tags.ts'

/** Thumbprints that are not given are not looked up: the issuer's certificate is checked like any other's. */
export const createOpenIdConnectProvider: Command<
  CreateOpenIDConnectProviderRequest,
  CreateOpenIDConnectProviderResponse
> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagOpenIDConnectProvider',
    ({ Url = '' }: CreateOpenIDConnectProviderRequest, { accountId }) =>
      oidcProviderArn({ accountId, url: Url.replace(/^https:\/\//, '') }),
  ),
  run(input, { resources, accountId, nowMs }) {
    const url = issuerOf(input.Url ?? '')
    const { ClientIDList = [], ThumbprintList = [] } = input
    if (oidcProviderOf(resources, accountId, url))
      throw alreadyExists(`Provider with url https://${url} already exists.`)
    const existing = resources.find(oidcProvidersOfAccount, accountId)
    checkQuota('OpenIdConnectProvidersPerAccount', quotas.oidcProviders, existing.length)
    checkClientIds(ClientIDList)
    checkThumbprints(ThumbprintList)
    const provider: OidcProvider = {
      accountId,
      url,
      clientIds: [...new Set(ClientIDList)],
      thumbprints: ThumbprintList,
      tags: tagsOf(input.Tags),
      createdAt: new Date(nowMs).toISOString(),
    }
    return {
      output: { OpenIDConnectProviderArn: oidcProviderArn(provider), ...tagsOutput(provider) },
      changes: [putOidcProvider(provider)],
    }
  },
}

/** An issuer is named by its URL without scheme, port, query and fragment. */
function issuerOf(text: string): string {
  const url = URL.parse(text)
  const isIssuer =
    url?.protocol === 'https:' && url.port === '' && !/[?#\s]/.test(text) && url.username === ''
  if (!isIssuer) throw validationError('Invalid Open ID Connect Provider URL')
  return text.slice('https://'.length).replace(/\/$/, '')
}
