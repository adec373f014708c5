import type { DeleteThingRequest, DeleteThingResponse } from '@aws-sdk/client-iot'
import { thingArn, thingOf } from '../../../fleet/thing.ts'
import type { Command } from '../../operation.ts'
import { versionConflict } from '../errors.ts'
import { deletedThing } from '../things.ts'

/** Deleting what is not there is no fault. */
export const deleteThing: Command<DeleteThingRequest, DeleteThingResponse> = {
  kind: 'command',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName = '', expectedVersion }, call) {
    const thing = thingOf(call.resources, call, thingName)
    if (thing && expectedVersion !== undefined && expectedVersion !== thing.version)
      throw versionConflict(`thing ${thingName}`, thing.version)
    return { output: {}, changes: thing ? deletedThing(thing, call) : [] }
  },
}
