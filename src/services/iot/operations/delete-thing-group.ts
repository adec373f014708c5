import type { DeleteThingGroupRequest, DeleteThingGroupResponse } from '@aws-sdk/client-iot'
import {
  childrenOf,
  groupArn,
  groupKey,
  groupOf,
  membershipKey,
  memberships,
  membersOf,
  thingGroups,
} from '../../../fleet/thing-group.ts'
import type { Command } from '../../operation.ts'
import { invalidRequest, versionConflict } from '../errors.ts'

/** Deleting what is not there is no fault. Things that were in the group stay. */
export const deleteThingGroup: Command<DeleteThingGroupRequest, DeleteThingGroupResponse> = {
  kind: 'command',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run({ thingGroupName = '', expectedVersion }, call) {
    const group = groupOf(call.resources, call, thingGroupName)
    if (!group) return { output: {}, changes: [] }
    if (expectedVersion !== undefined && expectedVersion !== group.version)
      throw versionConflict(`thing group ${thingGroupName}`, group.version)
    if (childrenOf(call.resources, group).length > 0)
      throw invalidRequest(`Thing group ${thingGroupName} has child groups.`)
    return {
      output: {},
      changes: [
        thingGroups.delete(groupKey(call, thingGroupName)),
        ...membersOf(call.resources, group).map(({ thingName }) =>
          memberships.delete(membershipKey(call, thingGroupName, thingName)),
        ),
      ],
    }
  },
}
