import type { Group } from '../../identity/group.ts'
import type { PolicyHolder } from '../../identity/policy-holder.ts'
import type { Role } from '../../identity/role.ts'
import type { User } from '../../identity/user.ts'
import { groupKind, type NamesGroup } from './groups.ts'
import type { ChangeableKind } from './kind.ts'
import { quotas } from './quotas.ts'
import { type NamesRole, roleKind } from './roles.ts'
import { type NamesUser, userKind } from './users.ts'

/** What has policies, and how much of them: the same operations for users, groups and roles, in each one's words. */
export interface HolderKind<Input, T extends PolicyHolder> extends ChangeableKind<Input, T> {
  readonly word: 'user' | 'group' | 'role'
  /** The member of an answer that names the holder. */
  readonly nameMember: 'UserName' | 'GroupName' | 'RoleName'
  readonly attachedQuota: string
  /** Characters of all inline policies together. */
  readonly inlineCharactersMax: number
  readonly nameOf: (holder: T) => string
}

export const userHolder: HolderKind<NamesUser, User> = {
  ...userKind,
  word: 'user',
  nameMember: 'UserName',
  attachedQuota: 'PoliciesPerUser',
  inlineCharactersMax: quotas.userPolicyCharacters,
  nameOf: ({ userName }) => userName,
}

export const groupHolder: HolderKind<NamesGroup, Group> = {
  ...groupKind,
  word: 'group',
  nameMember: 'GroupName',
  attachedQuota: 'PoliciesPerGroup',
  inlineCharactersMax: quotas.groupPolicyCharacters,
  nameOf: ({ groupName }) => groupName,
}

export const roleHolder: HolderKind<NamesRole, Role> = {
  ...roleKind,
  word: 'role',
  nameMember: 'RoleName',
  attachedQuota: 'PoliciesPerRole',
  inlineCharactersMax: quotas.rolePolicyCharacters,
  nameOf: ({ roleName }) => roleName,
}
