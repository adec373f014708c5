import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-iam'
import { membersOfGroup } from '../../../identity/group.ts'
import type { Query } from '../../operation.ts'
import { groupKind, groupOutput } from '../groups.ts'
import { pageOf } from '../paging.ts'
import { userSummary } from '../users.ts'

export const getGroup: Query<GetGroupRequest, GetGroupResponse> = {
  kind: 'query',
  resourceArn: groupKind.arn,
  run(input, call) {
    const group = groupKind.find(input, call)
    const members = membersOfGroup(call.resources, group)
    const { items, rest } = pageOf(members, ({ userName }) => userName, input, call)
    return { Group: groupOutput(group), Users: items.map(userSummary), ...rest }
  },
}
