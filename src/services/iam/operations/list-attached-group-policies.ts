import type {
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listAttachedPolicies } from '../attached-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const listAttachedGroupPolicies: Query<
  ListAttachedGroupPoliciesRequest,
  ListAttachedGroupPoliciesResponse
> = listAttachedPolicies(groupHolder)
