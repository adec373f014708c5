import type { ListOpenIDConnectProvidersResponse } from '@aws-sdk/client-iam'
import { oidcProviderArn, oidcProvidersOfAccount } from '../../../identity/oidc-provider.ts'
import type { Query } from '../../operation.ts'

type NoInput = Readonly<Record<string, never>>

export const listOpenIdConnectProviders: Query<NoInput, ListOpenIDConnectProvidersResponse> = {
  kind: 'query',
  resourceArn: (_input, { accountId }) => oidcProviderArn({ accountId, url: '*' }),
  run: (_input, { resources, accountId }) => ({
    OpenIDConnectProviderList: resources
      .find(oidcProvidersOfAccount, accountId)
      .map((provider) => ({ Arn: oidcProviderArn(provider) })),
  }),
}
