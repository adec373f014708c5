import type {
  ListThingsInThingGroupRequest,
  ListThingsInThingGroupResponse,
} from '@aws-sdk/client-iot'
import { groupArn, membersOf, treeOf } from '../../../fleet/thing-group.ts'
import type { Query } from '../../operation.ts'
import { pageInTextOrder } from '../paging.ts'
import { existingGroup } from '../thing-groups.ts'

type List = Query<ListThingsInThingGroupRequest, ListThingsInThingGroupResponse>

export const listThingsInThingGroup: List = {
  kind: 'query',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run({ thingGroupName = '', recursive = false, ...asked }, call) {
    const group = existingGroup(thingGroupName, call)
    const groups = recursive ? treeOf(call.resources, group) : [group]
    const names = groups.flatMap((each) =>
      membersOf(call.resources, each).map(({ thingName }) => thingName),
    )
    const { items, nextToken } = pageInTextOrder([...new Set(names)], asked, {
      scope: call,
      question: ['ListThingsInThingGroup', thingGroupName, recursive],
      textOf: (name) => name,
    })
    return { things: [...items], nextToken }
  },
}
