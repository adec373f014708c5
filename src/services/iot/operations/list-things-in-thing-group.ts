import type {
  ListThingsInThingGroupRequest,
  ListThingsInThingGroupResponse,
} from '@aws-sdk/client-iot'
import { groupArn, memberNames, treeOf } from '../../../fleet/thing-group.ts'
import type { Query } from '../../operation.ts'
import { pageInReading } from '../paging.ts'
import { existingGroup } from '../thing-groups.ts'

type List = Query<ListThingsInThingGroupRequest, ListThingsInThingGroupResponse>

export const listThingsInThingGroup: List = {
  kind: 'query',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run({ thingGroupName = '', recursive = false, ...asked }, call) {
    const group = existingGroup(thingGroupName, call)
    const groups = recursive ? treeOf(call.resources, group) : [group]
    const { items, nextToken } = pageInReading(asked, {
      readBehind: (place) => memberNames(call.resources, groups, place),
      scope: call,
      question: ['ListThingsInThingGroup', thingGroupName, recursive],
      textOf: (name) => name,
    })
    return { things: [...items], nextToken }
  },
}
