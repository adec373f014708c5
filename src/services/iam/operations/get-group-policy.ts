import type { GetGroupPolicyRequest, GetGroupPolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { getInlinePolicy } from '../inline-policies.ts'
import { groupHolder } from '../policy-holders.ts'

export const getGroupPolicy: Query<GetGroupPolicyRequest, GetGroupPolicyResponse> =
  getInlinePolicy(groupHolder)
