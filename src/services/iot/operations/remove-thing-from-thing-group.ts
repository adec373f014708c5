import type {
  RemoveThingFromThingGroupRequest,
  RemoveThingFromThingGroupResponse,
} from '@aws-sdk/client-iot'
import { groupArn, membershipKey, memberships } from '../../../fleet/thing-group.ts'
import type { Command } from '../../operation.ts'
import { existingGroup, nameFrom } from '../thing-groups.ts'
import { existingThing } from '../things.ts'

type Remove = Command<RemoveThingFromThingGroupRequest, RemoveThingFromThingGroupResponse>

/** Taking out what is not in is no fault. */
export const removeThingFromThingGroup: Remove = {
  kind: 'command',
  resourceArn: ({ thingGroupName, thingGroupArn }, call) =>
    thingGroupArn ?? groupArn(call, thingGroupName ?? ''),
  run(input, call) {
    const groupName = nameFrom('thinggroup', input.thingGroupName, input.thingGroupArn, call)
    const thingName = nameFrom('thing', input.thingName, input.thingArn, call)
    const { thingGroupName } = existingGroup(groupName, call)
    existingThing(thingName, call)
    return {
      output: {},
      changes: [memberships.delete(membershipKey(call, thingGroupName, thingName))],
    }
  },
}
