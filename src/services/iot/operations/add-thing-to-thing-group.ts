import type { AddThingToThingGroupRequest, AddThingToThingGroupResponse } from '@aws-sdk/client-iot'
import { groupArn, membershipKey, memberships } from '../../../fleet/thing-group.ts'
import type { Command } from '../../operation.ts'
import { checkMembership, existingGroup, nameFrom } from '../thing-groups.ts'
import { existingThing } from '../things.ts'

type Add = Command<AddThingToThingGroupRequest, AddThingToThingGroupResponse>

export const addThingToThingGroup: Add = {
  kind: 'command',
  resourceArn: ({ thingGroupName, thingGroupArn }, call) =>
    thingGroupArn ?? groupArn(call, thingGroupName ?? ''),
  run(input, call) {
    const { accountId, region } = call
    const groupName = nameFrom('thinggroup', input.thingGroupName, input.thingGroupArn, call)
    const { thingName } = existingThing(
      nameFrom('thing', input.thingName, input.thingArn, call),
      call,
    )
    const group = existingGroup(groupName, call)
    const key = membershipKey(call, group.thingGroupName, thingName)
    if (call.resources.get(memberships, key)) return { output: {}, changes: [] }
    checkMembership(group, thingName, call)
    const { thingGroupName } = group
    const membership = {
      accountId,
      region,
      thingGroupName,
      thingName,
      addedMs: call.nowMs,
      addedPosition: call.position,
    }
    return { output: {}, changes: [memberships.put(key, membership)] }
  },
}
