import type {
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listAttachedPolicies } from '../attached-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const listAttachedRolePolicies: Query<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
> = listAttachedPolicies(roleHolder)
