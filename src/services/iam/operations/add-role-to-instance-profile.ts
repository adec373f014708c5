import type { AddRoleToInstanceProfileRequest } from '@aws-sdk/client-iam'
import { putInstanceProfile } from '../../../identity/instance-profile.ts'
import type { Command } from '../../operation.ts'
import { checkQuota } from '../errors.ts'
import { instanceProfileKind } from '../instance-profiles.ts'
import { findChangeableRole, roleKind } from '../roles.ts'

export const addRoleToInstanceProfile: Command<AddRoleToInstanceProfileRequest, undefined> = {
  kind: 'command',
  resourceArn: instanceProfileKind.arn,
  furtherActions: (input, call) => [
    {
      action: 'iam:PassRole',
      resourceArn: roleKind.arn(input, call),
      conditionKeys: { 'iam:PassedToService': 'ec2.amazonaws.com' },
    },
  ],
  run(input, call) {
    const profile = instanceProfileKind.find(input, call)
    const { roleName } = findChangeableRole(input.RoleName ?? '', call)
    checkQuota('InstanceSessionsPerInstanceProfile', 1, profile.roleName === undefined ? 0 : 1)
    return { output: undefined, changes: [putInstanceProfile({ ...profile, roleName })] }
  },
}
