import { isDeepStrictEqual } from 'node:util'
import type { CreateThingGroupRequest, CreateThingGroupResponse } from '@aws-sdk/client-iot'
import {
  groupArn,
  groupKey,
  groupOf,
  type ThingGroup,
  thingGroups,
} from '../../../fleet/thing-group.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { checkDepth, existingGroup, propertiesOf } from '../thing-groups.ts'

/** Making the same group again is no fault. */
export const createThingGroup: Command<CreateThingGroupRequest, CreateThingGroupResponse> = {
  kind: 'command',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run({ thingGroupName = '', parentGroupName, thingGroupProperties = {} }, call) {
    const { accountId, region } = call
    const { thingGroupDescription: description, attributePayload } = thingGroupProperties
    const attributes = attributePayload?.attributes
    const wanted: ThingGroup = {
      accountId,
      region,
      thingGroupName,
      thingGroupId: call.newId(),
      ...(parentGroupName === undefined ? {} : { parentGroupName }),
      ...(description === undefined ? {} : { description }),
      ...(attributes === undefined ? {} : { attributes }),
      version: 1,
      createdMs: call.nowMs,
    }
    const existing = groupOf(call.resources, call, thingGroupName)
    if (existing && !isSame(existing, wanted))
      throw alreadyExists(
        `Thing group ${thingGroupName}`,
        existing.thingGroupId,
        groupArn(call, thingGroupName),
      )
    if (parentGroupName !== undefined) checkDepth(existingGroup(parentGroupName, call), call)
    const { thingGroupId } = existing ?? wanted
    return {
      output: { thingGroupName, thingGroupArn: groupArn(call, thingGroupName), thingGroupId },
      changes: existing ? [] : [thingGroups.put(groupKey(call, thingGroupName), wanted)],
    }
  },
}

function isSame(a: ThingGroup, b: ThingGroup): boolean {
  return (
    a.parentGroupName === b.parentGroupName && isDeepStrictEqual(propertiesOf(a), propertiesOf(b))
  )
}
