import type {
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse,
} from '@aws-sdk/client-iam'
import {
  linkedRoleDeletionKey,
  linkedRoleDeletions,
} from '../../../identity/linked-role-deletion.ts'
import { deleteRole, roleUses, useKey } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { invalidInput } from '../errors.ts'
import { findRole, roleKind } from '../roles.ts'

/** AWS asks the service first and answers later; nothing here still uses such a role, so it is gone at once. */
export const deleteServiceLinkedRole: Command<
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse
> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run({ RoleName = '' }, call) {
    const role = findRole(RoleName, call)
    const { accountId, path, roleName } = role
    if (role.linkedService === undefined)
      throw invalidInput(`The role ${roleName} is not a service-linked role.`)
    const taskId = `task${path}${roleName}/${call.newId()}`
    const deletion = { accountId, taskId }
    return {
      output: { DeletionTaskId: taskId },
      changes: [
        deleteRole(role),
        roleUses.delete(useKey(role)),
        linkedRoleDeletions.put(linkedRoleDeletionKey(deletion), deletion),
      ],
    }
  },
}
