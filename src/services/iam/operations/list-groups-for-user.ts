import type { ListGroupsForUserRequest, ListGroupsForUserResponse } from '@aws-sdk/client-iam'
import { groupsOfUser } from '../../../identity/group.ts'
import type { Query } from '../../operation.ts'
import { groupOutput } from '../groups.ts'
import { pageOf } from '../paging.ts'
import { userKind } from '../users.ts'

export const listGroupsForUser: Query<ListGroupsForUserRequest, ListGroupsForUserResponse> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run(input, call) {
    const groups = groupsOfUser(call.resources, userKind.find(input, call))
    const { items, rest } = pageOf(groups, ({ groupName }) => groupName, input, call)
    return { Groups: items.map(groupOutput), ...rest }
  },
}
