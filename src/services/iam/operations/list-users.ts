import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam'
import { usersOfAccount } from '../../../identity/user.ts'
import type { Query } from '../../operation.ts'
import { pageOf } from '../paging.ts'
import { userSummary } from '../users.ts'

export const listUsers: Query<ListUsersRequest, ListUsersResponse> = {
  kind: 'query',
  resourceArn: ({ PathPrefix = '/' }, { accountId }) =>
    `arn:aws:iam::${accountId}:user${PathPrefix}`,
  run(input, call) {
    const { PathPrefix = '/' } = input
    const found = call.resources
      .find(usersOfAccount, call.accountId)
      .filter(({ path }) => path.startsWith(PathPrefix))
    const { items, rest } = pageOf(found, ({ userName }) => userName, input, call)
    return { Users: items.map(userSummary), ...rest }
  },
}
