import { thingArn, thingOf } from '../../../fleet/thing.ts'
import {
  ancestorsOf,
  groupArn,
  groupOf,
  membershipsOf,
  type ThingGroup,
} from '../../../fleet/thing-group.ts'
import type { Call, Query } from '../../operation.ts'
import { notFound } from '../errors.ts'
import { pageInTextOrder } from '../paging.ts'

export interface ListThingGroupsRequest {
  readonly coreDeviceThingName?: string
  readonly nextToken?: string
}

export interface ListThingGroupsResponse {
  readonly thingGroups: readonly NamedGroup[]
  readonly nextToken: string | undefined
}

interface NamedGroup {
  readonly thingGroupName: string
  readonly thingGroupArn: string
  readonly rootToParentThingGroups?: readonly NamedGroup[]
}

/** A device asks before it takes a deployment: what other groups had it install is not to be removed. */
export const listThingGroupsForCoreDevice: Query<ListThingGroupsRequest, ListThingGroupsResponse> =
  {
    kind: 'query',
    iamAction: 'ListThingGroupsForCoreDevice',
    isDataEvent: true,
    resourceArn: ({ coreDeviceThingName = '' }, call) => thingArn(call, coreDeviceThingName),
    eventResources: (input, _, call) => resourcesOf(input, call),
    resourcesAskedFor: resourcesOf,
    run({ coreDeviceThingName = '', ...asked }, call) {
      if (!thingOf(call.resources, call, coreDeviceThingName))
        throw notFound('Thing', coreDeviceThingName)
      const found = membershipsOf(call.resources, call, coreDeviceThingName).flatMap(
        ({ thingGroupName }) => groupOf(call.resources, call, thingGroupName) ?? [],
      )
      const { items, nextToken } = pageInTextOrder(found, asked, {
        scope: call,
        question: ['ListThingGroupsForCoreDevice', coreDeviceThingName],
        textOf: ({ thingGroupName }) => thingGroupName,
      })
      const thingGroups = items.map((group) => ({
        ...named(group, call),
        rootToParentThingGroups: ancestorsOf(call.resources, group).map((above) =>
          named(above, call),
        ),
      }))
      return { thingGroups, nextToken }
    },
  }

function resourcesOf({ coreDeviceThingName = '' }: ListThingGroupsRequest, call: Call) {
  const { accountId } = call
  return [{ accountId, type: 'AWS::IoT::Thing', ARN: thingArn(call, coreDeviceThingName) }]
}

function named({ thingGroupName }: ThingGroup, call: Call): NamedGroup {
  return { thingGroupName, thingGroupArn: groupArn(call, thingGroupName) }
}
