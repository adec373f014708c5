import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collection, type ResourceChange, Resources, type TextIndex } from './resources.ts'

interface Device {
  readonly name: string
  readonly site: string
}

const devices = collection<Device>('test/device')
const devicesOfSite: TextIndex<Device> = {
  of: devices,
  keyOf: ({ site }) => site || undefined,
  textOf: ({ name }) => name,
}

const name = fc.constantFrom('a', 'b', 'B', 'é', '𝒳', '', 'aa', 'ab')
const change = fc.oneof(
  name.map((key) => devices.delete(key)),
  fc
    .record({ name, site: fc.constantFrom('', 'north', 'south') })
    .map((device) => devices.put(device.name, device)),
)

test('what is read in order is what is there, whatever was put, moved and deleted since', () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40 }),
      fc.nat(40),
      fc.option(name, { nil: undefined }),
      (changes: readonly ResourceChange[], seenAt, behind) => {
        const resources = new Resources()
        resources.apply(changes.slice(0, seenAt))
        // The order is made when it is first asked for, and kept from then on.
        expect([...resources.inOrder(devicesOfSite, 'nowhere', undefined)]).toEqual([])
        resources.apply(changes.slice(seenAt))
        for (const site of ['north', 'south'])
          expect([...resources.inOrder(devicesOfSite, site, behind)]).toEqual(
            resources
              .list(devices)
              .filter((device) => device.site === site)
              .filter((device) => behind === undefined || device.name > behind)
              .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
          )
      },
    ),
  )
})

test('a resource keeps its number until it is deleted, and nobody else gets it', () => {
  const others = collection<Device>('test/other')
  const device = { name: 'a', site: '' }
  const resources = new Resources()
  resources.restore(7, devices.name, 'kept', device)
  expect(
    resources.apply([
      devices.put('a', device),
      others.put('a', device),
      devices.put('a', device),
      devices.delete('a'),
      devices.delete('a'),
      devices.put('a', device),
      devices.put('kept', device),
    ]),
  ).toEqual([8, 9, 8, 8, undefined, 10, 7])
})
