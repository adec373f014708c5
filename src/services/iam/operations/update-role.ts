import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam'
import { putRole } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { findChangeableRole, roleKind } from '../roles.ts'

export const updateRole: Command<UpdateRoleRequest, UpdateRoleResponse> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run({ RoleName = '', Description, MaxSessionDuration }, call) {
    const role = findChangeableRole(RoleName, call)
    const updated = {
      ...role,
      ...(Description === undefined ? {} : { description: Description }),
      maxSessionSeconds: MaxSessionDuration ?? role.maxSessionSeconds,
    }
    return { output: {}, changes: [putRole(updated)] }
  },
}
