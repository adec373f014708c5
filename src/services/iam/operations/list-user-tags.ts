import type { ListUserTagsRequest, ListUserTagsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listTagsQuery } from '../tags.ts'
import { userKind } from '../users.ts'

export const listUserTags: Query<ListUserTagsRequest, ListUserTagsResponse> =
  listTagsQuery(userKind)
