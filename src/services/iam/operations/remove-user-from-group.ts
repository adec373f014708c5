import type { RemoveUserFromGroupRequest } from '@aws-sdk/client-iam'
import { putUser } from '../../../identity/user.ts'
import type { Command } from '../../operation.ts'
import { noSuchEntity } from '../errors.ts'
import { groupKind } from '../groups.ts'
import { findUser } from '../users.ts'

export const removeUserFromGroup: Command<RemoveUserFromGroupRequest, undefined> = {
  kind: 'command',
  resourceArn: groupKind.arn,
  run(input, call) {
    const { groupId, groupName } = groupKind.find(input, call)
    const user = findUser(input.UserName ?? '', call)
    if (!user.groupIds.includes(groupId))
      throw noSuchEntity(`User ${user.userName} is not in group ${groupName}.`)
    const groupIds = user.groupIds.filter((id) => id !== groupId)
    return { output: undefined, changes: [putUser({ ...user, groupIds })] }
  },
}
