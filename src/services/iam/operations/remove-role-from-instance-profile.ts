import type { RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam'
import { putInstanceProfile } from '../../../identity/instance-profile.ts'
import type { Command } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'
import { instanceProfileKind } from '../instance-profiles.ts'

export const removeRoleFromInstanceProfile: Command<
  RemoveRoleFromInstanceProfileRequest,
  undefined
> = {
  kind: 'command',
  resourceArn: instanceProfileKind.arn,
  run(input, call) {
    const { roleName, ...profile } = instanceProfileKind.find(input, call)
    if (roleName !== input.RoleName)
      throw noSuchEntity(`Role ${input.RoleName} is not in the instance profile ${profile.name}.`)
    return { output: undefined, changes: [putInstanceProfile(profile)] }
  },
}
