import type { ListSAMLProvidersResponse } from '@aws-sdk/client-iam'
import { samlProviderArn, samlProvidersOfAccount } from '../../../identity/saml-provider.ts'
import type { Query } from '../../operation.ts'

type NoInput = Readonly<Record<string, never>>

export const listSamlProviders: Query<NoInput, ListSAMLProvidersResponse> = {
  kind: 'query',
  resourceArn: (_input, { accountId }) => samlProviderArn({ accountId, name: '*' }),
  run: (_input, { resources, accountId }) => ({
    SAMLProviderList: resources.find(samlProvidersOfAccount, accountId).map((provider) => ({
      Arn: samlProviderArn(provider),
      ValidUntil: new Date(provider.validUntil),
      CreateDate: new Date(provider.createdAt),
    })),
  }),
}
