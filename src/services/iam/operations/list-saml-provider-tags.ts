import type { ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { samlProviderKind } from '../saml-providers.ts'
import { listTagsQuery } from '../tags.ts'

export const listSamlProviderTags: Query<
  ListSAMLProviderTagsRequest,
  ListSAMLProviderTagsResponse
> = listTagsQuery(samlProviderKind)
