import type {
  EntityType,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam'
import { attachablePolicies } from '../../../identity/attachable-policies.ts'
import { groupsOfAccount } from '../../../identity/group.ts'
import { rolesOfAccount } from '../../../identity/role.ts'
import { usersOfAccount } from '../../../identity/user.ts'
import type { Call, Query } from '../../operation.ts'
import {
  type Detail,
  groupDetail,
  policyDetail,
  roleDetail,
  userDetail,
} from '../authorization-details.ts'
import { policyUses } from '../managed-policies.ts'
import { pageOf } from '../paging.ts'

/** Everything in one walk: users, groups, roles, policies. */
export const getAccountAuthorizationDetails: Query<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
> = {
  kind: 'query',
  run(input, call) {
    const { Filter: filter = [] } = input
    const found = detailsOf(call).filter(({ kind }) => filter.length === 0 || filter.includes(kind))
    const { items, rest } = pageOf(found, ({ kind, name }) => `${order[kind]}/${name}`, input, call)
    return {
      UserDetailList: items.flatMap(({ user }) => user?.() ?? []),
      GroupDetailList: items.flatMap(({ group }) => group?.() ?? []),
      RoleDetailList: items.flatMap(({ role }) => role?.() ?? []),
      Policies: items.flatMap(({ policy }) => policy?.() ?? []),
      ...rest,
    }
  },
}

const order: Readonly<Record<EntityType, number>> = {
  User: 1,
  Group: 2,
  Role: 3,
  LocalManagedPolicy: 4,
  AWSManagedPolicy: 5,
}

/** AWS's policies only as far as they are used. */
function detailsOf(call: Call): Detail[] {
  const { resources, accountId } = call
  const uses = policyUses(call)
  return [
    ...resources.find(usersOfAccount, accountId).map((user) => userDetail(user, resources)),
    ...resources.find(groupsOfAccount, accountId).map((group) => groupDetail(group, resources)),
    ...resources.find(rolesOfAccount, accountId).map((role) => roleDetail(role, resources)),
    ...attachablePolicies(resources, accountId).flatMap((policy) => policyDetail(policy, uses)),
  ]
}
