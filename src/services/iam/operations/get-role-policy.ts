import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { getInlinePolicy } from '../inline-policies.ts'
import { roleHolder } from '../policy-holders.ts'

export const getRolePolicy: Query<GetRolePolicyRequest, GetRolePolicyResponse> =
  getInlinePolicy(roleHolder)
