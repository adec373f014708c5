import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam'
import { putRole } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { findChangeableRole, roleKind } from '../roles.ts'
import { checkTrustPolicy } from '../trust-policies.ts'

export const updateAssumeRolePolicy: Command<UpdateAssumeRolePolicyRequest, undefined> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run({ RoleName = '', PolicyDocument: trustPolicy = '' }, call) {
    const role = findChangeableRole(RoleName, call)
    checkTrustPolicy(trustPolicy)
    return { output: undefined, changes: [putRole({ ...role, trustPolicy })] }
  },
}
