import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listInlinePolicies } from '../inline-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const listUserPolicies: Query<ListUserPoliciesRequest, ListUserPoliciesResponse> =
  listInlinePolicies(userHolder)
