import type { EventResource } from '../audit/audit-event.ts'
import type { Scope } from '../fleet/scope.ts'
import { thingArn } from '../fleet/thing.ts'

interface OfThing {
  readonly thingName?: string | undefined
}

/**
 * What things say and are told over the data planes of AWS IoT: AWS logs none of it, and so it is in no event history. Trails
 * may select it, as data events of the thing.
 */
export const thingTraffic = {
  isDataEvent: true,
  resourceArn: ({ thingName = '' }: OfThing, call: Scope) => thingArn(call, thingName),
  eventResources: (input: OfThing, _output: unknown, call: Scope) => resourcesOf(input, call),
  resourcesAskedFor: resourcesOf,
} as const

function resourcesOf({ thingName = '' }: OfThing, call: Scope): readonly EventResource[] {
  const { accountId } = call
  return [{ accountId, type: 'AWS::IoT::Thing', ARN: thingArn(call, thingName) }]
}
