import type { AttributePayload } from '@aws-sdk/client-iot'
import type { ResourceChange } from '../../ledger/resources.ts'
import { membershipKey, memberships, membershipsOf } from '../../fleet/thing-group.ts'
import { shadowKey, shadows, shadowsOf } from '../../fleet/shadow.ts'
import { type Thing, thingKey, thingOf, things } from '../../fleet/thing.ts'
import type { Call } from '../operation.ts'
import { invalidRequest, notFound } from './errors.ts'

const ATTRIBUTES_MAX = 50

type Attributes = Readonly<Record<string, string>>

/** Throws ResourceNotFoundException. */
export function existingThing(thingName: string | undefined, call: Call): Thing {
  const thing = thingOf(call.resources, call, thingName ?? '')
  if (!thing) throw notFound(`Thing ${thingName}`)
  return thing
}

/** The attributes after a payload: merged where it says so, else replaced; an empty value takes one out. */
export function attributesAfter(
  current: Attributes,
  payload: AttributePayload | undefined,
): Attributes {
  if (payload?.attributes === undefined) return payload && !payload.merge ? {} : current
  const all = { ...(payload.merge ? current : {}), ...payload.attributes }
  const kept = Object.entries(all).filter(([, value]) => value !== '')
  if (kept.length > ATTRIBUTES_MAX)
    throw invalidRequest(`A thing can have at most ${ATTRIBUTES_MAX} attributes.`)
  return Object.fromEntries(kept)
}

/** With the thing go its memberships and its shadows. */
export function deletedThing(thing: Thing, call: Call): ResourceChange[] {
  const { thingName } = thing
  return [
    things.delete(thingKey(call, thingName)),
    ...membershipsOf(call.resources, call, thingName).map(({ thingGroupName }) =>
      memberships.delete(membershipKey(call, thingGroupName, thingName)),
    ),
    ...shadowsOf(call.resources, call, thingName).map(({ shadowName }) =>
      shadows.delete(shadowKey(call, thingName, shadowName)),
    ),
  ]
}
