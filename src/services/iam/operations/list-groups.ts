import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-iam'
import { groupsOfAccount } from '../../../identity/group.ts'
import type { Query } from '../../operation.ts'
import { groupOutput } from '../groups.ts'
import { pageOf } from '../paging.ts'

export const listGroups: Query<ListGroupsRequest, ListGroupsResponse> = {
  kind: 'query',
  resourceArn: ({ PathPrefix = '/' }, { accountId }) =>
    `arn:aws:iam::${accountId}:group${PathPrefix}`,
  run(input, call) {
    const { PathPrefix = '/' } = input
    const found = call.resources
      .find(groupsOfAccount, call.accountId)
      .filter(({ path }) => path.startsWith(PathPrefix))
    const { items, rest } = pageOf(found, ({ groupName }) => groupName, input, call)
    return { Groups: items.map(groupOutput), ...rest }
  },
}
