import type { DeleteRoleRequest } from '@aws-sdk/client-iam'
import { instanceProfilesOfRole } from '../../../identity/instance-profile.ts'
import { nameKey } from '../../../identity/names.ts'
import { deleteRole as remove, roleUses, useKey } from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { mustFirst } from '../errors.ts'
import { findChangeableRole, roleKind } from '../roles.ts'

export const deleteRole: Command<DeleteRoleRequest, undefined> = {
  kind: 'command',
  resourceArn: roleKind.arn,
  run({ RoleName = '' }, call) {
    const role = findChangeableRole(RoleName, call)
    const profiles = call.resources.find(
      instanceProfilesOfRole,
      nameKey(call.accountId, role.roleName),
    )
    if (profiles.length) throw mustFirst('remove roles from instance profile')
    if (role.attachedPolicyArns.length) throw mustFirst('detach all policies')
    if (role.inlinePolicies.length) throw mustFirst('delete policies')
    return { output: undefined, changes: [remove(role), roleUses.delete(useKey(role))] }
  },
}
