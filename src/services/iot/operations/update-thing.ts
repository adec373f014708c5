import type { UpdateThingRequest, UpdateThingResponse } from '@aws-sdk/client-iot'
import { thingArn, thingKey, things } from '../../../fleet/thing.ts'
import type { Command } from '../../operation.ts'
import { notFound, versionConflict } from '../errors.ts'
import { attributesAfter, existingThing } from '../things.ts'

export const updateThing: Command<UpdateThingRequest, UpdateThingResponse> = {
  kind: 'command',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName = '', thingTypeName, attributePayload, expectedVersion }, call) {
    if (thingTypeName !== undefined) throw notFound(`Thing type ${thingTypeName}`)
    const thing = existingThing(thingName, call)
    if (expectedVersion !== undefined && expectedVersion !== thing.version)
      throw versionConflict(`thing ${thingName}`, thing.version)
    const attributes = attributesAfter(thing.attributes, attributePayload)
    const changed = { ...thing, attributes, version: thing.version + 1 }
    return { output: {}, changes: [things.put(thingKey(call, thingName), changed)] }
  },
}
