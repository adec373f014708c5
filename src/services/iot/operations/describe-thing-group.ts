import type { DescribeThingGroupRequest, DescribeThingGroupResponse } from '@aws-sdk/client-iot'
import { ancestorsOf, groupArn } from '../../../fleet/thing-group.ts'
import type { Query } from '../../operation.ts'
import { existingGroup, nameAndArn, propertiesOf } from '../thing-groups.ts'

export const describeThingGroup: Query<DescribeThingGroupRequest, DescribeThingGroupResponse> = {
  kind: 'query',
  resourceArn: ({ thingGroupName = '' }, call) => groupArn(call, thingGroupName),
  run(input, call) {
    const group = existingGroup(input.thingGroupName, call)
    const { thingGroupName, thingGroupId, version, parentGroupName, createdMs } = group
    const rootToParent = ancestorsOf(call.resources, group)
    return {
      thingGroupName,
      thingGroupId,
      thingGroupArn: groupArn(call, thingGroupName),
      version,
      thingGroupProperties: propertiesOf(group),
      thingGroupMetadata: {
        parentGroupName,
        rootToParentThingGroups: rootToParent.map((above) => nameAndArn(above, call)),
        creationDate: new Date(createdMs),
      },
    }
  },
}
