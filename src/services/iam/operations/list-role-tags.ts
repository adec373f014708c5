import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { roleKind } from '../roles.ts'
import { listTagsQuery } from '../tags.ts'

export const listRoleTags: Query<ListRoleTagsRequest, ListRoleTagsResponse> =
  listTagsQuery(roleKind)
