import type {
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { oidcProviderKind } from '../oidc-providers.ts'

export const getOpenIdConnectProvider: Query<
  GetOpenIDConnectProviderRequest,
  GetOpenIDConnectProviderResponse
> = {
  kind: 'query',
  resourceArn: oidcProviderKind.arn,
  run(input, call) {
    const { url, clientIds, thumbprints, createdAt, tags } = oidcProviderKind.find(input, call)
    return {
      Url: url,
      ClientIDList: [...clientIds],
      ThumbprintList: [...thumbprints],
      CreateDate: new Date(createdAt),
      Tags: [...tags],
    }
  },
}
