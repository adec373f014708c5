import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Resources } from '../ledger/resources.ts'
import { memberNames, membershipKey, memberships, type ThingGroup } from './thing-group.ts'

const scope = { accountId: '123456789012', region: 'us-west-2' }

function groupNamed(thingGroupName: string): ThingGroup {
  return { ...scope, thingGroupName, thingGroupId: '', version: 1, createdMs: 0 }
}

const member = fc.record({
  thingGroupName: fc.constantFrom('north', 'south', 'other'),
  thingName: fc.string({ maxLength: 2 }),
})

test('the things of several groups are named once each, in order', () => {
  fc.assert(
    fc.property(
      fc.array(member),
      fc.option(fc.string({ maxLength: 2 }), { nil: undefined }),
      (members, behind) => {
        const resources = new Resources()
        resources.apply(
          members.map(({ thingGroupName, thingName }) =>
            memberships.put(membershipKey(scope, thingGroupName, thingName), {
              ...scope,
              thingGroupName,
              thingName,
              addedMs: 0,
              addedPosition: 0,
            }),
          ),
        )
        const groups = [groupNamed('north'), groupNamed('south'), groupNamed('empty')]
        const expected = members
          .filter(({ thingGroupName }) => thingGroupName !== 'other')
          .map(({ thingName }) => thingName)
          .filter((name) => behind === undefined || name > behind)
        expect([...memberNames(resources, groups, behind)]).toEqual(
          [...new Set(expected)].toSorted(),
        )
      },
    ),
  )
})
