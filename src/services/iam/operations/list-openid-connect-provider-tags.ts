import type {
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { oidcProviderKind } from '../oidc-providers.ts'
import { listTagsQuery } from '../tags.ts'

export const listOpenIdConnectProviderTags: Query<
  ListOpenIDConnectProviderTagsRequest,
  ListOpenIDConnectProviderTagsResponse
> = listTagsQuery(oidcProviderKind)
