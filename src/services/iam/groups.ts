import type { Group as GroupOutput } from '@aws-sdk/client-iam'
import { type Group, groupArn, groupOf, putGroup } from '../../identity/group.ts'
import type { Call } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import type { Kind } from './kind.ts'

export interface NamesGroup {
  readonly GroupName?: string | undefined
}

export const groupKind: Kind<NamesGroup, Group> = {
  /** Of one that does not exist as if it had no path. */
  arn({ GroupName: groupName = '' }, { resources, accountId }) {
    return groupArn(groupOf(resources, accountId, groupName) ?? { accountId, path: '/', groupName })
  },
  find: ({ GroupName = '' }, call) => findGroup(GroupName, call),
  put: putGroup,
}

export function findGroup(groupName: string, call: Call): Group {
  const group = groupOf(call.resources, call.accountId, groupName)
  if (!group) throw noSuchEntity(`The group with name ${groupName} cannot be found.`)
  return group
}

export function groupOutput(group: Group): GroupOutput {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: groupArn(group),
    CreateDate: new Date(group.createdAt),
  }
}
