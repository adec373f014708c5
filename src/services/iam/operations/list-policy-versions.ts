import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { findPolicy, policyKind, versionSummary } from '../managed-policies.ts'
import { pageOf } from '../paging.ts'

/** Newest first. */
export const listPolicyVersions: Query<ListPolicyVersionsRequest, ListPolicyVersionsResponse> = {
  kind: 'query',
  resourceArn: policyKind.arn,
  run(input, call) {
    const policy = findPolicy(input.PolicyArn ?? '', call)
    const age = ({ versionId }: { versionId: string }) => -Number(versionId.slice(1))
    const { items, rest } = pageOf(policy.versions, age, input, call)
    return { Versions: items.map((version) => versionSummary(policy, version)), ...rest }
  },
}
