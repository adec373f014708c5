import type { Role as RoleOutput } from '@aws-sdk/client-iam'
import { withPrincipalArns } from '../../identity/policy-principals.ts'
import { putRole, type Role, roleArn, roleOf, roleUses, useKey } from '../../identity/role.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'
import { iamError, noSuchEntity } from './errors.ts'
import type { ChangeableKind } from './kind.ts'
import { boundaryOutput } from './permissions-boundaries.ts'
import { encodedDocument } from './policy-documents.ts'
import { tagsOutput } from './tags.ts'

export interface NamesRole {
  readonly RoleName?: string | undefined
}

export const roleKind: ChangeableKind<NamesRole, Role> = {
  arn: ({ RoleName = '' }, call) => arnOfRole(RoleName, call),
  find: ({ RoleName = '' }, call) => findRole(RoleName, call),
  put: putRole,
  checkChangeable({ linkedService, roleName }) {
    if (linkedService !== undefined)
      throw iamError(
        'UnmodifiableEntityException',
        `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
      )
  },
}

export function findRole(roleName: string, call: Call): Role {
  const role = roleOf(call.resources, call.accountId, roleName)
  if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`)
  return role
}

/** A role that its caller may change: not one that belongs to a service. */
export function findChangeableRole(roleName: string, call: Call): Role {
  const role = findRole(roleName, call)
  roleKind.checkChangeable?.(role)
  return role
}

/** Of one that does not exist as if it had no path. */
function arnOfRole(roleName: string, { resources, accountId }: Call): string {
  return roleArn(roleOf(resources, accountId, roleName) ?? { accountId, path: '/', roleName })
}

/** As it is shown inside other things, and when it is made. */
export function roleBrief(role: Role, resources: ResourceReader): RoleOutput {
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.roleId,
    Arn: roleArn(role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodedDocument(withPrincipalArns(role.trustPolicy, resources)),
  }
}

/** As lists show a role: without tags, boundary and last use. */
export function roleSummary(role: Role, resources: ResourceReader): RoleOutput {
  return {
    ...roleBrief(role, resources),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  }
}

export function roleOutput(role: Role, resources: ResourceReader): RoleOutput {
  return {
    ...roleSummary(role, resources),
    ...boundaryOutput(role),
    ...tagsOutput(role),
    RoleLastUsed: lastUsedOutput(role, resources),
  }
}

export function lastUsedOutput(role: Role, resources: ResourceReader) {
  const use = resources.get(roleUses, useKey(role))
  return use ? { LastUsedDate: new Date(use.usedAt), Region: use.region } : {}
}
