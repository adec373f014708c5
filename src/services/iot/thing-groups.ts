import type { ThingGroupProperties } from '@aws-sdk/client-iot'
import {
  ancestorsOf,
  groupArn,
  groupOf,
  membershipsOf,
  type ThingGroup,
} from '../../fleet/thing-group.ts'
import type { Call } from '../operation.ts'
import { invalidRequest, limitExceeded, notFound } from './errors.ts'

const DEPTH_MAX = 7
const GROUPS_OF_THING_MAX = 10

/** Throws ResourceNotFoundException. */
export function existingGroup(thingGroupName: string | undefined, call: Call): ThingGroup {
  const group = groupOf(call.resources, call, thingGroupName ?? '')
  if (!group) throw notFound(`Thing group ${thingGroupName}`)
  return group
}

/** What an operation names by name, by ARN, or by both: a thing or a group. */
export function nameFrom(
  kind: 'thing' | 'thinggroup',
  name: string | undefined,
  arn: string | undefined,
  call: Call,
): string {
  const prefix = `arn:aws:iot:${call.region}:${call.accountId}:${kind}/`
  const named = arn?.startsWith(prefix) ? arn.slice(prefix.length) : undefined
  if (arn !== undefined && named === undefined) throw notFound(arn)
  const found = name ?? named
  if (found === undefined || (named !== undefined && named !== found))
    throw invalidRequest(`Name or ARN of a ${kind} must be given, and name the same.`)
  return found
}

export function checkDepth(parent: ThingGroup, call: Call): void {
  if (ancestorsOf(call.resources, parent).length + 2 > DEPTH_MAX)
    throw limitExceeded(`Thing groups can stand at most ${DEPTH_MAX} deep.`)
}

/** A thing is in at most one group of each tree. */
export function checkMembership(group: ThingGroup, thingName: string, call: Call): void {
  const current = membershipsOf(call.resources, call, thingName)
  if (current.length >= GROUPS_OF_THING_MAX)
    throw limitExceeded(`A thing can be in at most ${GROUPS_OF_THING_MAX} thing groups.`)
  const root = rootOf(group, call)
  const other = current.find((membership) => {
    const existing = groupOf(call.resources, call, membership.thingGroupName)
    return existing !== undefined && rootOf(existing, call) === root
  })
  if (other)
    throw invalidRequest(
      `Thing ${thingName} is already in thing group ${other.thingGroupName} of the same hierarchy.`,
    )
}

export function propertiesOf({ description, attributes }: ThingGroup): ThingGroupProperties {
  return {
    ...(description === undefined ? {} : { thingGroupDescription: description }),
    ...(attributes === undefined ? {} : { attributePayload: { attributes: { ...attributes } } }),
  }
}

export function nameAndArn({ thingGroupName }: Pick<ThingGroup, 'thingGroupName'>, call: Call) {
  return { groupName: thingGroupName, groupArn: groupArn(call, thingGroupName) }
}

function rootOf(group: ThingGroup, call: Call): string {
  return (ancestorsOf(call.resources, group)[0] ?? group).thingGroupName
}
