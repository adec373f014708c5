import type { ListGroupPoliciesRequest, ListGroupPoliciesResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listInlinePolicies } from '../inline-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const listGroupPolicies: Query<ListGroupPoliciesRequest, ListGroupPoliciesResponse> =
  listInlinePolicies(groupHolder)
