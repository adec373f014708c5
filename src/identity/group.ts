import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { iamArn, nameKey } from './names.ts'
import type { PolicyHolder } from './policy-holder.ts'
import { type User, usersOfAccount } from './user.ts'

export interface Group extends PolicyHolder {
  /** `AGPA…`. Its members name this id. */
  readonly groupId: string
  readonly groupName: string
  readonly accountId: string
  readonly path: string
  readonly createdAt: string
}

export const groups = collection<Group>('identity/group')

export const groupsOfAccount: Index<Group> = { of: groups, keyOf: ({ accountId }) => accountId }

export const groupsOfId: Index<Group> = { of: groups, keyOf: ({ groupId }) => groupId }

export function putGroup(group: Group): ResourceChange {
  return groups.put(nameKey(group.accountId, group.groupName), group)
}

export function deleteGroup(group: Group): ResourceChange {
  return groups.delete(nameKey(group.accountId, group.groupName))
}

export function groupOf(
  resources: ResourceReader,
  accountId: string,
  groupName: string,
): Group | undefined {
  const group = resources.get(groups, nameKey(accountId, groupName))
  return group?.groupName === groupName ? group : undefined
}

export function groupsOfUser(resources: ResourceReader, user: User): Group[] {
  return user.groupIds.flatMap((groupId) => resources.find(groupsOfId, groupId))
}

export function membersOfGroup(resources: ResourceReader, group: Group): User[] {
  return resources
    .find(usersOfAccount, group.accountId)
    .filter(({ groupIds }) => groupIds.includes(group.groupId))
}

export function groupArn({
  accountId,
  path,
  groupName,
}: Pick<Group, 'accountId' | 'path' | 'groupName'>): string {
  return iamArn(accountId, 'group', path, groupName)
}
