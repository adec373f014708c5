import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { findPolicy, policyKind, policySummary, policyUses } from '../managed-policies.ts'

export const getPolicy: Query<GetPolicyRequest, GetPolicyResponse> = {
  kind: 'query',
  resourceArn: policyKind.arn,
  run({ PolicyArn = '' }, call) {
    const policy = findPolicy(PolicyArn, call)
    const { description, tags } = policy
    return {
      Policy: {
        ...policySummary(policy, policyUses(call)),
        Description: description,
        Tags: [...tags],
      },
    }
  },
}
