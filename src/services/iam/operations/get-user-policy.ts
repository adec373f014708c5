import type { GetUserPolicyRequest, GetUserPolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { getInlinePolicy } from '../inline-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const getUserPolicy: Query<GetUserPolicyRequest, GetUserPolicyResponse> =
  getInlinePolicy(userHolder)
