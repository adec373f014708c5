import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam'
import { attachablePolicies } from '../../../identity/attachable-policies.ts'
import { policyArn } from '../../../identity/managed-policy.ts'
import type { Query } from '../../operation.ts'
import { policySummary, policyUses } from '../managed-policies.ts'
import { pageOf } from '../paging.ts'

export const listPolicies: Query<ListPoliciesRequest, ListPoliciesResponse> = {
  kind: 'query',
  // No ARN, and so not to be allowed by naming policies: AWS's words.
  resourceArn: ({ PathPrefix = '/' }) => `policy path ${PathPrefix}`,
  run(input, call) {
    const { Scope = 'All', PathPrefix = '/', OnlyAttached = false, PolicyUsageFilter } = input
    const uses = policyUses(call)
    const counted = PolicyUsageFilter === 'PermissionsBoundary' ? uses.boundary : uses.attached
    const isUsedOnly = OnlyAttached || PolicyUsageFilter !== undefined
    const found = attachablePolicies(call.resources, call.accountId).filter(
      (policy) =>
        (Scope === 'All' || (Scope === 'AWS') === (policy.accountId === 'aws')) &&
        policy.path.startsWith(PathPrefix) &&
        (!isUsedOnly || counted.has(policyArn(policy))),
    )
    const { items, rest } = pageOf(found, policyArn, input, call)
    return { Policies: items.map((policy) => policySummary(policy, uses)), ...rest }
  },
}
