import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-iam'
import { type Group, groupArn, groups, groupsOfAccount, putGroup } from '../../../identity/group.ts'
import { newUniqueId } from '../../../identity/identifiers.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { groupOutput } from '../groups.ts'
import { quotas } from '../quotas.ts'

export const createGroup: Command<CreateGroupRequest, CreateGroupResponse> = {
  kind: 'command',
  resourceArn: ({ GroupName: groupName = '', Path: path = '/' }, { accountId }) =>
    groupArn({ accountId, path, groupName }),
  run({ GroupName: groupName = '', Path: path = '/' }, { accountId, resources, random, nowMs }) {
    if (resources.get(groups, nameKey(accountId, groupName)))
      throw alreadyExists(`Group with name ${groupName} already exists.`)
    checkQuota('GroupsPerAccount', quotas.groups, resources.find(groupsOfAccount, accountId).length)
    const group: Group = {
      groupId: newUniqueId('AGPA', accountId, random),
      groupName,
      accountId,
      path,
      attachedPolicyArns: [],
      inlinePolicies: [],
      createdAt: new Date(nowMs).toISOString(),
    }
    return { output: { Group: groupOutput(group) }, changes: [putGroup(group)] }
  },
}
