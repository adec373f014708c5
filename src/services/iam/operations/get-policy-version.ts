import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { findPolicy, findVersion, policyKind, versionOutput } from '../managed-policies.ts'

export const getPolicyVersion: Query<GetPolicyVersionRequest, GetPolicyVersionResponse> = {
  kind: 'query',
  resourceArn: policyKind.arn,
  run({ PolicyArn = '', VersionId = '' }, call) {
    const policy = findPolicy(PolicyArn, call)
    return { PolicyVersion: versionOutput(policy, findVersion(policy, VersionId)) }
  },
}
