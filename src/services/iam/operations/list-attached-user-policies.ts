import type {
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { listAttachedPolicies } from '../attached-policies.ts'
import { userHolder } from '../policy-holders.ts'

export const listAttachedUserPolicies: Query<
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
> = listAttachedPolicies(userHolder)
