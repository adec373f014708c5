import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam'
import { newUniqueId } from '../../../identity/identifiers.ts'
import { nameKey } from '../../../identity/names.ts'
import {
  putRole,
  type Role,
  roleArn,
  roles,
  rolesOfAccount,
  SESSION_SECONDS_DEFAULT,
} from '../../../identity/role.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { boundaryMember, boundaryOutput } from '../permissions-boundaries.ts'
import { quotas } from '../quotas.ts'
import { roleBrief } from '../roles.ts'
import { madeWithTags, tagsOf, tagsOutput } from '../tags.ts'
import { trustPolicyFrom } from '../trust-policies.ts'

export const createRole: Command<CreateRoleRequest, CreateRoleResponse> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagRole',
    ({ RoleName: roleName = '', Path: path = '/' }: CreateRoleRequest, { accountId }) =>
      roleArn({ accountId, path, roleName }),
  ),
  run(input, call) {
    const { RoleName: roleName = '', Path: path = '/', Description: description } = input
    const { accountId, resources } = call
    if (resources.get(roles, nameKey(accountId, roleName)))
      throw alreadyExists(`Role with name ${roleName} already exists.`)
    checkQuota('RolesPerAccount', quotas.roles, resources.find(rolesOfAccount, accountId).length)
    const trustPolicy = trustPolicyFrom(input.AssumeRolePolicyDocument ?? '', call)
    const role: Role = {
      roleId: newUniqueId('AROA', accountId, call.random),
      roleName,
      accountId,
      path,
      trustPolicy,
      ...(description === undefined ? {} : { description }),
      maxSessionSeconds: input.MaxSessionDuration ?? SESSION_SECONDS_DEFAULT,
      tags: tagsOf(input.Tags),
      ...boundaryMember(input.PermissionsBoundary, call),
      attachedPolicyArns: [],
      inlinePolicies: [],
      createdAt: new Date(call.nowMs).toISOString(),
    }
    const output = { ...roleBrief(role, resources), ...boundaryOutput(role), ...tagsOutput(role) }
    return { output: { Role: output }, changes: [putRole(role)] }
  },
}
