import type { UpdateGroupRequest } from '@aws-sdk/client-iam'
import { deleteGroup, groupArn, groupOf, groups, putGroup } from '../../../identity/group.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Call, Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { groupKind } from '../groups.ts'

export const updateGroup: Command<UpdateGroupRequest, undefined> = {
  kind: 'command',
  resourceArn: groupKind.arn,
  // As with users, who may change one group must not come by another's name.
  furtherActions: (input, call) => [
    { action: 'iam:UpdateGroup', resourceArn: arnAfterwards(input, call) },
  ],
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

function arnAfterwards(
  { GroupName = '', NewGroupName: groupName = GroupName, NewPath }: UpdateGroupRequest,
  { resources, accountId }: Call,
): string {
  const path = NewPath ?? groupOf(resources, accountId, GroupName)?.path ?? '/'
  return groupArn({ accountId, path, groupName })
}
