import { isDeepStrictEqual } from 'node:util'
import type { CreateThingRequest, CreateThingResponse } from '@aws-sdk/client-iot'
import { type Thing, thingArn, thingKey, thingOf, things } from '../../../fleet/thing.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, notFound } from '../errors.ts'
import { attributesAfter } from '../things.ts'

/** Making the same thing again is no fault. */
export const createThing: Command<CreateThingRequest, CreateThingResponse> = {
  kind: 'command',
  resourceArn: ({ thingName = '' }, call) => thingArn(call, thingName),
  run({ thingName = '', thingTypeName, billingGroupName, attributePayload }, call) {
    if (thingTypeName !== undefined) throw notFound(`Thing type ${thingTypeName}`)
    if (billingGroupName !== undefined) throw notFound(`Billing group ${billingGroupName}`)
    const { accountId, region } = call
    const attributes = attributesAfter({}, attributePayload)
    const existing = thingOf(call.resources, call, thingName)
    if (existing && !isDeepStrictEqual(existing.attributes, attributes))
      throw alreadyExists(`Thing ${thingName}`, existing.thingId, thingArn(call, thingName))
    const thing: Thing = existing ?? {
      accountId,
      region,
      thingName,
      thingId: call.newId(),
      attributes,
      version: 1,
    }
    return {
      output: { thingName, thingArn: thingArn(call, thingName), thingId: thing.thingId },
      changes: existing ? [] : [things.put(thingKey(call, thingName), thing)],
    }
  },
}
