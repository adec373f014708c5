import type {
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { instanceProfileKind } from '../instance-profiles.ts'
import { listTagsQuery } from '../tags.ts'

export const listInstanceProfileTags: Query<
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse
> = listTagsQuery(instanceProfileKind)
