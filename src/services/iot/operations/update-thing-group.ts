import type { UpdateThingGroupRequest, UpdateThingGroupResponse } from '@aws-sdk/client-iot'
import { groupArn, groupKey, thingGroups } from '../../../fleet/thing-group.ts'
import type { Command } from '../../operation.ts'
import { versionConflict } from '../errors.ts'
import { existingGroup } from '../thing-groups.ts'
import { attributesAfter } from '../things.ts'

export const updateThingGroup: Command<UpdateThingGroupRequest, UpdateThingGroupResponse> = {
  kind: 'command',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run({ thingGroupName = '', thingGroupProperties = {}, expectedVersion }, call) {
    const group = existingGroup(thingGroupName, call)
    if (expectedVersion !== undefined && expectedVersion !== group.version)
      throw versionConflict(`thing group ${thingGroupName}`, group.version)
    const { thingGroupDescription: description, attributePayload } = thingGroupProperties
    const version = group.version + 1
    const changed = {
      ...group,
      ...(description === undefined ? {} : { description }),
      attributes: attributesAfter(group.attributes ?? {}, attributePayload),
      version,
    }
    return {
      output: { version },
      changes: [thingGroups.put(groupKey(call, thingGroupName), changed)],
    }
  },
}
