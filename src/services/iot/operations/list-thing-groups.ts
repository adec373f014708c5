import type { ListThingGroupsRequest, ListThingGroupsResponse } from '@aws-sdk/client-iot'
import { childrenOf, groupsOfScope, type ThingGroup, treeOf } from '../../../fleet/thing-group.ts'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Call, Query } from '../../operation.ts'
import { pageInTextOrder } from '../paging.ts'
import { existingGroup, nameAndArn } from '../thing-groups.ts'

/** In the order of their names. Without `recursive`, only the roots, or the children of the parent that is named. */
export const listThingGroups: Query<ListThingGroupsRequest, ListThingGroupsResponse> = {
  kind: 'query',
  run(input, call) {
    const { parentGroup, namePrefixFilter = '', recursive = true } = input
    const found = candidates(parentGroup, recursive, call).filter(({ thingGroupName }) =>
      thingGroupName.startsWith(namePrefixFilter),
    )
    const { items, nextToken } = pageInTextOrder(found, input, {
      scope: call,
      question: ['ListThingGroups', parentGroup, namePrefixFilter, recursive],
      textOf: ({ thingGroupName }) => thingGroupName,
    })
    return { thingGroups: items.map((group) => nameAndArn(group, call)), nextToken }
  },
}

function candidates(
  parentGroup: string | undefined,
  isRecursive: boolean,
  call: Call,
): ThingGroup[] {
  const { resources } = call
  if (parentGroup === undefined) {
    const all = resources.find(groupsOfScope, scopeKey(call))
    return isRecursive ? all : all.filter((group) => group.parentGroupName === undefined)
  }
  const parent = existingGroup(parentGroup, call)
  return isRecursive ? treeOf(resources, parent).slice(1) : childrenOf(resources, parent)
}
