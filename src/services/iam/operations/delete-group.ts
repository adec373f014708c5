import type { DeleteGroupRequest } from '@aws-sdk/client-iam'
import { deleteGroup as remove, membersOfGroup } from '../../../identity/group.ts'
import type { Command } from '../../operation.ts'
import { mustFirst } from '../errors.ts'
import { groupKind } from '../groups.ts'

export const deleteGroup: Command<DeleteGroupRequest, undefined> = {
  kind: 'command',
  resourceArn: groupKind.arn,
  run(input, call) {
    const group = groupKind.find(input, call)
    if (membersOfGroup(call.resources, group).length) throw mustFirst('remove users from group')
    if (group.attachedPolicyArns.length) throw mustFirst('detach all policies')
    if (group.inlinePolicies.length) throw mustFirst('delete policies')
    return { output: undefined, changes: [remove(group)] }
  },
}
