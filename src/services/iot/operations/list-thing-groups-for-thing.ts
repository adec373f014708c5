import type {
  ListThingGroupsForThingRequest,
  ListThingGroupsForThingResponse,
} from '@aws-sdk/client-iot'
import { membershipsOf } from '../../../fleet/thing-group.ts'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { pageInTextOrder } from '../paging.ts'
import { nameAndArn } from '../thing-groups.ts'
import { existingThing } from '../things.ts'

type List = Query<ListThingGroupsForThingRequest, ListThingGroupsForThingResponse>

export const listThingGroupsForThing: List = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName: asked, ...page }, call) {
    const { thingName } = existingThing(asked, call)
    const found = membershipsOf(call.resources, call, thingName)
    const { items, nextToken } = pageInTextOrder(found, page, {
      scope: call,
      question: ['ListThingGroupsForThing', thingName],
      textOf: ({ thingGroupName }) => thingGroupName,
    })
    return { thingGroups: items.map((group) => nameAndArn(group, call)), nextToken }
  },
}
