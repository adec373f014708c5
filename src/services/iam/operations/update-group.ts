import type { UpdateGroupRequest } from '@aws-sdk/client-iam'
import { deleteGroup, groups, putGroup } from '../../../identity/group.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { groupKind } from '../groups.ts'

export const updateGroup: Command<UpdateGroupRequest, undefined> = {
  kind: 'command',
  resourceArn: groupKind.arn,
  run(input, call) {
    const group = groupKind.find(input, call)
    const groupName = input.NewGroupName ?? group.groupName
    const holder = call.resources.get(groups, nameKey(call.accountId, groupName))
    if (holder && holder.groupId !== group.groupId)
      throw alreadyExists(`Group with name ${groupName} already exists.`)
    const renamed = { ...group, groupName, path: input.NewPath ?? group.path }
    return { output: undefined, changes: [deleteGroup(group), putGroup(renamed)] }
  },
}
