import type { DeletePolicyRequest } from '@aws-sdk/client-iam'
import { deletePolicy as remove, policyArn } from '../../../identity/managed-policy.ts'
import type { Command } from '../../operation.ts'
import { iamError } from '../errors.ts'
import { policyKind, policyUses } from '../managed-policies.ts'

export const deletePolicy: Command<DeletePolicyRequest, undefined> = {
  kind: 'command',
  resourceArn: policyKind.arn,
  run(input, call) {
    const policy = policyKind.find(input, call)
    const { attached, boundary } = policyUses(call)
    if (attached.has(policyArn(policy)) || boundary.has(policyArn(policy)))
      throw iamError('DeleteConflictException', 'Cannot delete a policy attached to entities.')
    if (policy.versions.length > 1)
      throw iamError(
        'DeleteConflictException',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    return { output: undefined, changes: [remove(policy)] }
  },
}
