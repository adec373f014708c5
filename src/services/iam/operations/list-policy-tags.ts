import type { ListPolicyTagsRequest, ListPolicyTagsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { policyKind } from '../managed-policies.ts'
import { listTagsQuery } from '../tags.ts'

export const listPolicyTags: Query<ListPolicyTagsRequest, ListPolicyTagsResponse> =
  listTagsQuery(policyKind)
