import { collection, type Index, type ResourceReader, type TextIndex } from '../ledger/resources.ts'
import { type Scope, scopeKey } from './scope.ts'
import { thingKey } from './thing.ts'

/** Things that are told the same; groups stand in a tree. */
export interface ThingGroup extends Scope {
  readonly thingGroupName: string
  readonly thingGroupId: string
  readonly parentGroupName?: string
  readonly description?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly version: number
  /** Epoch milliseconds. */
  readonly createdMs: number
}

export interface Membership extends Scope {
  readonly thingGroupName: string
  readonly thingName: string
  /** Epoch milliseconds. */
  readonly addedMs: number
  /** Of the event that added it: what came first is told by positions, not by clocks. */
  readonly addedPosition: number
}

export const thingGroups = collection<ThingGroup>('fleet/thing-group')
export const memberships = collection<Membership>('fleet/membership')

export const groupsOfScope: Index<ThingGroup> = { of: thingGroups, keyOf: scopeKey }

const childrenOfGroup: Index<ThingGroup> = {
  of: thingGroups,
  keyOf: (group) => group.parentGroupName && groupKey(group, group.parentGroupName),
}

const membershipsOfGroup: TextIndex<Membership> = {
  of: memberships,
  keyOf: (membership) => groupKey(membership, membership.thingGroupName),
  textOf: ({ thingName }) => thingName,
}

const membershipsOfThing: Index<Membership> = {
  of: memberships,
  keyOf: (membership) => thingKey(membership, membership.thingName),
}

export function groupKey(scope: Scope, thingGroupName: string): string {
  return `${scopeKey(scope)}/${thingGroupName}`
}

export function membershipKey(scope: Scope, thingGroupName: string, thingName: string): string {
  return `${groupKey(scope, thingGroupName)}/${thingName}`
}

export function groupArn({ region, accountId }: Scope, thingGroupName: string): string {
  return `arn:aws:iot:${region}:${accountId}:thinggroup/${thingGroupName}`
}

export function groupOf(
  resources: ResourceReader,
  scope: Scope,
  thingGroupName: string,
): ThingGroup | undefined {
  return resources.get(thingGroups, groupKey(scope, thingGroupName))
}

/** From the root of the tree down to the group's parent. */
export function ancestorsOf(resources: ResourceReader, group: ThingGroup): ThingGroup[] {
  const found: ThingGroup[] = []
  for (
    let parent = parentOf(resources, group);
    parent !== undefined;
    parent = parentOf(resources, parent)
  )
    found.unshift(parent)
  return found
}

export function childrenOf(resources: ResourceReader, group: ThingGroup): ThingGroup[] {
  return resources.find(childrenOfGroup, groupKey(group, group.thingGroupName))
}

/** The group and everything below it. */
export function treeOf(resources: ResourceReader, group: ThingGroup): ThingGroup[] {
  return [group, ...childrenOf(resources, group).flatMap((child) => treeOf(resources, child))]
}

/** The groups that the thing was put into, not those above them. */
export function membershipsOf(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
): Membership[] {
  return resources.find(membershipsOfThing, thingKey(scope, thingName))
}

export function membersOf(resources: ResourceReader, group: ThingGroup): Membership[] {
  return resources.find(membershipsOfGroup, groupKey(group, group.thingGroupName))
}

/** The names of the things in any of the groups, each once and in order, from behind a name on. */
export function* memberNames(
  resources: ResourceReader,
  groups: readonly ThingGroup[],
  behind: string | undefined,
): Generator<string, void> {
  const readers = groups.map((group) => {
    const key = groupKey(group, group.thingGroupName)
    return resources.inOrder(membershipsOfGroup, key, behind)[Symbol.iterator]()
  })
  const heads = readers.map((reader) => reader.next().value?.thingName)
  for (;;) {
    let least: string | undefined
    for (const name of heads)
      if (name !== undefined && (least === undefined || name < least)) least = name
    if (least === undefined) return
    yield least
    for (const [i, name] of heads.entries())
      if (name === least) heads[i] = readers[i]?.next().value?.thingName
  }
}

/** The first of the thing's memberships in the group and in those below it. */
export function membershipIn(
  resources: ResourceReader,
  scope: Scope,
  thingName: string,
  thingGroupName: string,
): Membership | undefined {
  return membershipsOf(resources, scope, thingName)
    .filter((membership) => {
      const group = groupOf(resources, scope, membership.thingGroupName)
      return (
        group !== undefined &&
        [group, ...ancestorsOf(resources, group)].some(
          (above) => above.thingGroupName === thingGroupName,
        )
      )
    })
    .toSorted((a, b) => a.addedPosition - b.addedPosition)[0]
}

function parentOf(resources: ResourceReader, group: ThingGroup): ThingGroup | undefined {
  const { parentGroupName } = group
  return parentGroupName === undefined ? undefined : groupOf(resources, group, parentGroupName)
}
