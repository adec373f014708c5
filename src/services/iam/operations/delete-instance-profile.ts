import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam'
import { deleteInstanceProfile as remove } from '../../../identity/instance-profile.ts'
import type { Command } from '../../operation.ts'
import { mustFirst } from '../errors.ts'
import { instanceProfileKind } from '../instance-profiles.ts'

export const deleteInstanceProfile: Command<DeleteInstanceProfileRequest, undefined> = {
  kind: 'command',
  resourceArn: instanceProfileKind.arn,
  run(input, call) {
    const profile = instanceProfileKind.find(input, call)
    if (profile.roleName !== undefined) throw mustFirst('remove roles from instance profile')
    return { output: undefined, changes: [remove(profile)] }
  },
}
