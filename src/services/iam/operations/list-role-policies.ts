import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listInlinePolicies } from '../inline-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const listRolePolicies: Query<ListRolePoliciesRequest, ListRolePoliciesResponse> =
  listInlinePolicies(roleHolder)
