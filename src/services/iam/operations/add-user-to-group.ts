import type { AddUserToGroupRequest } from '@aws-sdk/client-iam'
import { putUser } from '../../../identity/user.ts'
import type { Command } from '../../operation.ts'
import { checkQuota } from '../errors.ts'
import { groupKind } from '../groups.ts'
import { quotas } from '../quotas.ts'
import { findUser } from '../users.ts'

/** Adding twice changes nothing. */
export const addUserToGroup: Command<AddUserToGroupRequest, undefined> = {
  kind: 'command',
  resourceArn: groupKind.arn,
  run(input, call) {
    const { groupId } = groupKind.find(input, call)
    const user = findUser(input.UserName ?? '', call)
    if (user.groupIds.includes(groupId)) return { output: undefined, changes: [] }
    checkQuota('GroupsPerUser', quotas.groupsPerUser, user.groupIds.length)
    const member = { ...user, groupIds: [...user.groupIds, groupId] }
    return { output: undefined, changes: [putUser(member)] }
  },
}
