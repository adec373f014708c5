import fc from 'fast-check'
import { expect, test } from 'vitest'
import { things, thingKey } from '../../fleet/thing.ts'
import { Resources } from '../../ledger/resources.ts'
import { coreDevices } from './core-device.ts'
import { coreDeviceHealth } from './health.ts'

const scope = { accountId: '123456789012', region: 'us-west-2' }
const topic = '$aws/things/Core1/greengrassv2/health/json'

function withThing(): Resources {
  const resources = new Resources()
  const thing = { ...scope, thingName: 'Core1', thingId: 'id', attributes: {}, version: 1 }
  resources.apply([things.put(thingKey(scope, 'Core1'), thing)])
  return resources
}

const publish = (resources: Resources, message: unknown, on = topic) => {
  const payload = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
  resources.apply(coreDeviceHealth.receive({ ...scope, topic: on, payload, nowMs: 5 }, resources))
}
const message = (members: object = {}) => ({
  thing: 'Core1',
  overallDeviceStatus: 'HEALTHY',
  sequenceNumber: 1,
  timestamp: 1000,
  messageType: 'PARTIAL',
  trigger: 'CADENCE',
  ...members,
})

const member = fc.constantFrom(
  'components',
  'componentName',
  'version',
  'status',
  'chunkInfo',
  'deploymentInformation',
  'fleetConfigurationArnForStatus',
  'statusDetails',
  'errorStack',
  'unchangedRootComponents',
  'timestamp',
  '__proto__',
)
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double(),
    fc.constantFrom(null, true, 'RUNNING', 'UNINSTALLED', -1, 1e300),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(member, tie('json'), { maxKeys: 4 }),
  ),
}))

test('whatever a device publishes is taken or passed over, and what is kept survives a restart', () => {
  fc.assert(
    fc.property(fc.dictionary(member, json), (members) => {
      const resources = withThing()
      publish(resources, message(members))
      const kept = resources.list(coreDevices)
      expect(kept).toHaveLength(1)
      expect(JSON.parse(JSON.stringify(kept))).toEqual(kept)
      expect(() => new Date(kept[0]?.statusMs ?? 0).toISOString()).not.toThrow()
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const resources = withThing()
      publish(resources, text)
      expect(resources.list(coreDevices)).toEqual([])
    }),
  )
})

test('is heard on its own topic only, of things that are there', () => {
  const resources = withThing()
  for (const on of [
    '$aws/things/Core1/greengrass/health/json',
    'health',
    `${topic}/x`,
    `x${topic}`,
  ])
    publish(resources, message(), on)
  publish(resources, message({ thing: 'Core2' }), topic.replace('Core1', 'Core2'))
  expect(resources.list(coreDevices)).toEqual([])
})

test('a long inventory comes in chunks, of which the first replaces what was known', () => {
  const resources = withThing()
  const chunk = (chunkId: number, sequenceNumber: number, ...names: readonly string[]) =>
    publish(
      resources,
      message({
        sequenceNumber,
        messageType: 'COMPLETE',
        chunkInfo: { chunkId, totalChunks: 2 },
        components: names.map((componentName) => ({
          componentName,
          version: '1.0.0',
          status: 'RUNNING',
        })),
      }),
    )
  chunk(1, 1, 'old')
  chunk(1, 2, 'a')
  chunk(2, 3, 'b')
  expect(Object.keys(resources.list(coreDevices)[0]?.components ?? {})).toEqual(['a', 'b'])
})

test('a time that clients could not read is taken for now', () => {
  for (const timestamp of [-1, 8.64e15, 1e300, '2026-01-01']) {
    const resources = withThing()
    publish(resources, message({ timestamp }))
    expect(resources.list(coreDevices)).toMatchObject([{ statusMs: 5 }])
  }
})
