import type {
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
} from '@aws-sdk/client-iam'
import { newUniqueId } from '../../../identity/identifiers.ts'
import { nameKey } from '../../../identity/names.ts'
import { putRole, type Role, roles, SESSION_SECONDS_DEFAULT } from '../../../identity/role.ts'
import type { Call, Command } from '../../operation.ts'
import { invalidInput } from '../errors.ts'
import { type LinkedService, linkedServiceOf, trustPolicyOf } from '../linked-services.ts'
import { roleBrief } from '../roles.ts'

export const createServiceLinkedRole: Command<
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse
> = {
  kind: 'command',
  resourceArn: ({ AWSServiceName: principal = '' }, { accountId }) => {
    const { roleName = '*' } = linkedServiceOf(principal) ?? {}
    return `arn:aws:iam::${accountId}:role/aws-service-role/${principal}/${roleName}`
  },
  run({ AWSServiceName: principal = '', CustomSuffix, Description }, call) {
    const service = linkedServiceOf(principal)
    if (!service) throw invalidInput(`Service Linked Roles are not supported for ${principal}.`)
    if (CustomSuffix !== undefined)
      throw invalidInput(`Custom suffix is not allowed for ${principal}`)
    const { roleName } = service
    if (call.resources.get(roles, nameKey(call.accountId, roleName)))
      throw invalidInput(
        `Service role name ${roleName} has been taken in this account, please try a different suffix.`,
      )
    const role = {
      ...linkedRole(service, call),
      ...(Description ? { description: Description } : {}),
    }
    return { output: { Role: roleBrief(role, call.resources) }, changes: [putRole(role)] }
  },
}

function linkedRole(service: LinkedService, { accountId, random, nowMs }: Call): Role {
  return {
    roleId: newUniqueId('AROA', accountId, random),
    roleName: service.roleName,
    accountId,
    path: `/aws-service-role/${service.principal}/`,
    trustPolicy: trustPolicyOf(service),
    description: service.description,
    maxSessionSeconds: SESSION_SECONDS_DEFAULT,
    tags: [],
    attachedPolicyArns: [service.policyArn],
    inlinePolicies: [],
    linkedService: service.principal,
    createdAt: new Date(nowMs).toISOString(),
  }
}
