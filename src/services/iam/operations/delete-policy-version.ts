import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam'
import { putPolicy } from '../../../identity/managed-policy.ts'
import type { Command } from '../../operation.ts'
import { iamError } from '../errors.ts'
import { findVersion, policyKind } from '../managed-policies.ts'

export const deletePolicyVersion: Command<DeletePolicyVersionRequest, undefined> = {
  kind: 'command',
  resourceArn: policyKind.arn,
  run(input, call) {
    const policy = policyKind.find(input, call)
    const version = findVersion(policy, input.VersionId ?? '')
    if (version.versionId === policy.defaultVersionId)
      throw iamError('DeleteConflictException', 'Cannot delete the default version of a policy.')
    const versions = policy.versions.filter((each) => each !== version)
    return { output: undefined, changes: [putPolicy({ ...policy, versions })] }
  },
}
