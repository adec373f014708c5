import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam'
import { putPolicy } from '../../../identity/managed-policy.ts'
import type { Command } from '../../operation.ts'
import { findVersion, policyKind } from '../managed-policies.ts'

export const setDefaultPolicyVersion: Command<SetDefaultPolicyVersionRequest, undefined> = {
  kind: 'command',
  resourceArn: policyKind.arn,
  run(input, call) {
    const policy = policyKind.find(input, call)
    const { versionId } = findVersion(policy, input.VersionId ?? '')
    return { output: undefined, changes: [putPolicy({ ...policy, defaultVersionId: versionId })] }
  },
}
