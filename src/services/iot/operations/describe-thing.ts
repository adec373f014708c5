import type { DescribeThingRequest, DescribeThingResponse } from '@aws-sdk/client-iot'
import { thingArn } from '../../../fleet/thing.ts'
import type { Query } from '../../operation.ts'
import { existingThing } from '../things.ts'

export const describeThing: Query<DescribeThingRequest, DescribeThingResponse> = {
  kind: 'query',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run(input, call) {
    const { thingName, thingId, attributes, version } = existingThing(input.thingName, call)
    return {
      defaultClientId: thingName,
      thingName,
      thingId,
      thingArn: thingArn(call, thingName),
      attributes: { ...attributes },
      version,
    }
  },
}
