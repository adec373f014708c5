import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam'
import { putRole } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { findChangeableRole, roleKind } from '../roles.ts'
import { trustPolicyFrom } from '../trust-policies.ts'

export const updateAssumeRolePolicy: Command<UpdateAssumeRolePolicyRequest, undefined> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run({ RoleName = '', PolicyDocument = '' }, call) {
    const role = findChangeableRole(RoleName, call)
    const trustPolicy = trustPolicyFrom(PolicyDocument, call)
    return { output: undefined, changes: [putRole({ ...role, trustPolicy })] }
  },
}
