import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { iamArn, nameKey } from './names.ts'
import type { PolicyHolder } from './policy-holder.ts'
import type { Tag } from './tag.ts'

export interface Role extends PolicyHolder {
  /** `AROA…`. */
  readonly roleId: string
  readonly roleName: string
  readonly accountId: string
  readonly path: string
  /** Who may assume it: the policy's text as it was given, but for ids in the place of ARNs. See policy-principals.ts. */
  readonly trustPolicy: string
  readonly description?: string
  readonly maxSessionSeconds: number
  readonly tags: readonly Tag[]
  readonly permissionsBoundaryArn?: string
  /** The service that the role is linked to: only it can change the role. */
  readonly linkedService?: string
  readonly createdAt: string
}

/** Kept beside the role, because using it must not look like changing it. */
export interface RoleUse {
  readonly usedAt: string
  readonly region: string
}

/** A use is noted again only after this time: one session makes many calls. */
const USE_RESOLUTION_MS = 15 * 60_000

export const SESSION_SECONDS_DEFAULT = 3600

export const roles = collection<Role>('identity/role')

export const rolesOfAccount: Index<Role> = { of: roles, keyOf: ({ accountId }) => accountId }

export const rolesOfId: Index<Role> = { of: roles, keyOf: ({ roleId }) => roleId }

/** Under `<account id>/<role id>`. */
export const roleUses = collection<RoleUse>('identity/role-use')

export function putRole(role: Role): ResourceChange {
  return roles.put(nameKey(role.accountId, role.roleName), role)
}

export function deleteRole(role: Role): ResourceChange {
  return roles.delete(nameKey(role.accountId, role.roleName))
}

export function roleOf(
  resources: ResourceReader,
  accountId: string,
  roleName: string,
): Role | undefined {
  const role = resources.get(roles, nameKey(accountId, roleName))
  return role?.roleName === roleName ? role : undefined
}

export function roleOfId(resources: ResourceReader, roleId: string): Role | undefined {
  return resources.find(rolesOfId, roleId)[0]
}

/** Undefined also when the ARN's path is not the role's. */
export function roleOfArn(resources: ResourceReader, arn: string): Role | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (accountId === undefined || name === undefined) return undefined
  const role = roleOf(resources, accountId, name)
  return role && roleArn(role) === arn ? role : undefined
}

export function roleArn({
  accountId,
  path,
  roleName,
}: Pick<Role, 'accountId' | 'path' | 'roleName'>): string {
  return iamArn(accountId, 'role', path, roleName)
}

export function useKey({ accountId, roleId }: Pick<Role, 'accountId' | 'roleId'>): string {
  return `${accountId}/${roleId}`
}

/** What a call of one of its sessions leaves for the role's "last used", to be committed with the call's event. */
export function noteRoleUse(
  resources: ResourceReader,
  role: Role,
  { nowMs, region }: { readonly nowMs: number; readonly region: string },
): ResourceChange[] {
  const last = resources.get(roleUses, useKey(role))
  if (last && nowMs - Date.parse(last.usedAt) < USE_RESOLUTION_MS) return []
  return [roleUses.put(useKey(role), { usedAt: new Date(nowMs).toISOString(), region })]
}
