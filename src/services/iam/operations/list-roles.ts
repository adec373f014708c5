import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam'
import { rolesOfAccount } from '../../../identity/role.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { roleSummary } from '../roles.ts'

export const listRoles: Query<ListRolesRequest, ListRolesResponse> = {
  kind: 'query',
  resourceArn: ({ PathPrefix = '/' }, { accountId }) =>
    `arn:aws:iam::${accountId}:role${PathPrefix}`,
  run(input, call) {
    const { PathPrefix = '/' } = input
    const found = call.resources
      .find(rolesOfAccount, call.accountId)
      .filter(({ path }) => path.startsWith(PathPrefix))
    const { items, rest } = pageOf(found, ({ roleName }) => roleName, input, call)
    return { Roles: items.map((role) => roleSummary(role, call.resources)), ...rest }
  },
}
