import {
  AssociateServiceRoleToAccountCommand,
  BatchAssociateClientDeviceWithCoreDeviceCommand,
  BatchDisassociateClientDeviceFromCoreDeviceCommand,
  DeleteCoreDeviceCommand,
  DisassociateServiceRoleFromAccountCommand,
  GetConnectivityInfoCommand,
  GetCoreDeviceCommand,
  GetServiceRoleForAccountCommand,
  ListCoreDevicesCommand,
  ListEffectiveDeploymentsCommand,
  ListInstalledComponentsCommand,
  ListTagsForResourceCommand,
  paginateListClientDevicesAssociatedWithCoreDevice,
  paginateListCoreDevices,
  paginateListInstalledComponents,
  TagResourceCommand,
  UpdateConnectivityInfoCommand,
} from '@aws-sdk/client-greengrassv2'
import { GetThingShadowCommand } from '@aws-sdk/client-iot-data-plane'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SimulatedCoreDevice } from '../support/core-device.ts'
import { fleetOf } from '../support/fleet.ts'
import {
  accountId,
  type Clients,
  region,
  startServerWithNobody,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let greengrass: Clients['greengrass']
const fleet = fleetOf(() => server.clients())
beforeAll(async () => {
  server = await startServerWithNobody()
  greengrass = server.clients().greengrass
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }
const get = (coreDeviceThingName: string) =>
  greengrass.send(new GetCoreDeviceCommand({ coreDeviceThingName }))
const installed = async (coreDeviceThingName: string) =>
  (
    await greengrass.send(
      new ListInstalledComponentsCommand({ coreDeviceThingName, topologyFilter: 'ALL' }),
    )
  ).installedComponents ?? []
const component = (componentName: string, members: object = {}) => ({
  componentName,
  version: '1.0.0',
  isRoot: true,
  fleetConfigArns: [],
  status: 'RUNNING',
  ...members,
})
const health = (device: SimulatedCoreDevice, members: object) =>
  device.publishHealth({
    thing: device.thingName,
    ggcVersion: '2.9.5',
    platform: 'linux',
    architecture: 'amd64',
    sequenceNumber: 100,
    timestamp: 1_795_330_689_755,
    messageType: 'PARTIAL',
    trigger: 'COMPONENT_STATUS_CHANGE',
    overallDeviceStatus: 'HEALTHY',
    components: [],
    ...members,
  })

describe('a core device', () => {
  test('is there when its thing has said so, and nothing else makes one', async () => {
    const device = await fleet.coreDevice()
    expect(await get(device.thingName)).toMatchObject({ status: 'HEALTHY', coreVersion: '2.6.0' })
    const thingName = await fleet.thing()
    await expect(get(thingName)).rejects.toMatchObject({
      ...missing,
      resourceType: 'CoreDevice',
      resourceId: thingName,
    })
    const other = await fleet.coreDevice()
    await other.publishHealth('no JSON')
    await health(other, { thing: device.thingName, overallDeviceStatus: 'UNHEALTHY' })
    await health(other, { overallDeviceStatus: 'SPLENDID' })
    expect((await get(device.thingName)).status).toBe('HEALTHY')
    expect((await get(other.thingName)).status).toBe('HEALTHY')
  })

  test('changes by what it reports, in the order in which it reported', async () => {
    const device = await fleet.coreDevice()
    const { thingName } = device
    await health(device, {
      sequenceNumber: 7,
      overallDeviceStatus: 'UNHEALTHY',
      components: [
        component('b', {
          status: 'BROKEN',
          componentStatusDetails: { statusCodes: ['RUN_ERROR'], statusReason: 'it broke' },
        }),
        component('a', { isRoot: false }),
      ],
    })
    expect(await get(thingName)).toMatchObject({
      status: 'UNHEALTHY',
      coreVersion: '2.9.5',
      runtime: 'aws_nucleus_classic',
      lastStatusUpdateTimestamp: new Date(1_795_330_689_755),
    })
    await health(device, { sequenceNumber: 6, overallDeviceStatus: 'HEALTHY' })
    expect((await get(thingName)).status).toBe('UNHEALTHY')
    expect(await installed(thingName)).toMatchObject([
      { componentName: 'a', lifecycleState: 'RUNNING', isRoot: false },
      {
        componentName: 'b',
        lifecycleState: 'BROKEN',
        lifecycleStateDetails: 'it broke',
        lifecycleStatusCodes: ['RUN_ERROR'],
        lastInstallationSource: 'LOCAL',
        lastStatusChangeTimestamp: new Date(1_795_330_689_755),
      },
    ])
    await health(device, {
      sequenceNumber: 8,
      timestamp: 1_795_330_700_000,
      components: [
        component('b', { status: 'BROKEN' }),
        component('a', { version: '', status: 'UNINSTALLED' }),
      ],
    })
    expect(await installed(thingName)).toMatchObject([
      {
        componentName: 'b',
        lastStatusChangeTimestamp: new Date(1_795_330_689_755),
        lastReportedTimestamp: new Date(1_795_330_700_000),
      },
    ])
    // It has started anew, and so have its numbers.
    await health(device, { sequenceNumber: 1, messageType: 'COMPLETE', trigger: 'NUCLEUS_LAUNCH' })
    expect(await installed(thingName)).toEqual([])
  })

  test('is listed by its state, to the end, with a token for that question', async () => {
    const sick = []
    for (let i = 0; i < 3; i++) {
      const device = await fleet.coreDevice()
      await health(device, { overallDeviceStatus: 'UNHEALTHY', runtime: 'aws_nucleus_lite' })
      sick.push(device.thingName)
    }
    const pages = []
    for await (const page of paginateListCoreDevices(
      { client: greengrass, pageSize: 2 },
      { status: 'UNHEALTHY', runtime: 'aws_nucleus_lite' },
    ))
      pages.push(page.coreDevices?.map(({ coreDeviceThingName }) => coreDeviceThingName))
    expect(pages.flat()).toEqual(sick.toSorted())
    expect(pages).toHaveLength(2)
    const { nextToken } = await greengrass.send(new ListCoreDevicesCommand({ maxResults: 1 }))
    await expect(
      greengrass.send(new ListCoreDevicesCommand({ status: 'HEALTHY', nextToken })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('has its components listed to the end', async () => {
    const device = await fleet.coreDevice()
    const names = ['a', 'b', 'c', 'd', 'e']
    await health(device, { components: names.map((name) => component(name)) })
    const pages = []
    for await (const page of paginateListInstalledComponents(
      { client: greengrass, pageSize: 2 },
      { coreDeviceThingName: device.thingName },
    ))
      pages.push(page.installedComponents?.map(({ componentName }) => componentName))
    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  test('has tags; deleted, it is gone with them, until it reports again', async () => {
    const device = await fleet.coreDevice()
    const coreDeviceThingName = device.thingName
    const resourceArn = `arn:aws:greengrass:${region}:${accountId}:coreDevices:${coreDeviceThingName}`
    await greengrass.send(new TagResourceCommand({ resourceArn, tags: { owner: 'ann' } }))
    expect((await get(coreDeviceThingName)).tags).toEqual({ owner: 'ann' })
    const deleted = await greengrass.send(new DeleteCoreDeviceCommand({ coreDeviceThingName }))
    expect(deleted.$metadata.httpStatusCode).toBe(204)
    for (const command of [
      new ListTagsForResourceCommand({ resourceArn }),
      new DeleteCoreDeviceCommand({ coreDeviceThingName }),
      new ListInstalledComponentsCommand({ coreDeviceThingName }),
      new ListEffectiveDeploymentsCommand({ coreDeviceThingName }),
    ])
      await expect(greengrass.send(command as never)).rejects.toMatchObject(missing)
    await device.register()
    expect((await get(coreDeviceThingName)).tags).toEqual({})
  })

  test('survives a restart', async () => {
    const device = await fleet.coreDevice()
    await health(device, { components: [component('a')] })
    server = await server.restarted()
    greengrass = server.clients().greengrass
    expect(await installed(device.thingName)).toMatchObject([{ componentName: 'a' }])
  })
})

describe('client devices', () => {
  const listed = async (coreDeviceThingName: string) => {
    const found = []
    for await (const page of paginateListClientDevicesAssociatedWithCoreDevice(
      { client: greengrass, pageSize: 2 },
      { coreDeviceThingName },
    ))
      found.push(...(page.associatedClientDevices ?? []))
    return found
  }

  test('are associated and disassociated, each entry for itself', async () => {
    const { thingName: coreDeviceThingName } = await fleet.coreDevice()
    const things = [await fleet.thing(), await fleet.thing(), await fleet.thing()].toSorted()
    const entries = [...things, 'Ghost'].map((thingName) => ({ thingName }))
    const associated = await greengrass.send(
      new BatchAssociateClientDeviceWithCoreDeviceCommand({ coreDeviceThingName, entries }),
    )
    expect(associated.$metadata.httpStatusCode).toBe(200)
    expect(associated.errorEntries).toEqual([
      {
        thingName: 'Ghost',
        code: 'ResourceNotFoundException',
        message: 'Thing Ghost is not found.',
      },
    ])
    expect((await listed(coreDeviceThingName)).map(({ thingName }) => thingName)).toEqual(things)
    const disassociated = await greengrass.send(
      new BatchDisassociateClientDeviceFromCoreDeviceCommand({
        coreDeviceThingName,
        entries: entries.slice(0, 2),
      }),
    )
    expect(disassociated.errorEntries).toEqual([])
    expect(await listed(coreDeviceThingName)).toMatchObject([
      { thingName: things[2], associationTimestamp: expect.any(Date) as Date },
    ])
  })

  test('need a core device, and come in at most 100 at a time', async () => {
    const batch = (coreDeviceThingName: string, count: number) =>
      greengrass.send(
        new BatchAssociateClientDeviceWithCoreDeviceCommand({
          coreDeviceThingName,
          entries: Array.from({ length: count }, (_, i) => ({ thingName: `t${i}` })),
        }),
      )
    await expect(batch('nobody', 1)).rejects.toMatchObject(missing)
    for (const count of [0, 101])
      await expect(batch('nobody', count)).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

describe('connectivity information', () => {
  test('is replaced whole, and the device hears of it by a shadow', async () => {
    const { thingName } = await fleet.coreDevice()
    const read = async () =>
      (await greengrass.send(new GetConnectivityInfoCommand({ thingName }))).connectivityInfo
    expect(await read()).toEqual([])
    const connectivityInfo = [
      { id: 'lan', hostAddress: '192.0.2.5', portNumber: 8883, metadata: '' },
    ]
    const { version } = await greengrass.send(
      new UpdateConnectivityInfoCommand({ thingName, connectivityInfo }),
    )
    expect(version).toMatch(/^[0-9a-f-]{36}$/)
    expect(await read()).toEqual(connectivityInfo)
    const { payload } = await server
      .clients()
      .iotData.send(new GetThingShadowCommand({ thingName: `${thingName}-gci` }))
    expect(JSON.parse(Buffer.from(payload ?? []).toString())).toMatchObject({
      state: { desired: { version } },
    })
    await expect(
      greengrass.send(
        new UpdateConnectivityInfoCommand({
          thingName,
          connectivityInfo: [{ id: 'x', portNumber: 65_536 }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(
      greengrass.send(
        new UpdateConnectivityInfoCommand({ thingName: 'nobody', connectivityInfo: [] }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

describe('the service role', () => {
  const roleArn = `arn:aws:iam::${accountId}:role/service-role/Greengrass_ServiceRole`

  test('is one for each account and Region', async () => {
    const read = new GetServiceRoleForAccountCommand({})
    await expect(greengrass.send(read)).rejects.toMatchObject(missing)
    const { associatedAt } = await greengrass.send(
      new AssociateServiceRoleToAccountCommand({ roleArn }),
    )
    expect(associatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(await greengrass.send(read)).toMatchObject({ roleArn, associatedAt })
    const elsewhere = server.clients(undefined, 'eu-west-1').greengrass
    await expect(elsewhere.send(read)).rejects.toMatchObject(missing)
    const { disassociatedAt } = await greengrass.send(
      new DisassociateServiceRoleFromAccountCommand({}),
    )
    expect(disassociatedAt).toMatch(/Z$/)
    await expect(greengrass.send(read)).rejects.toMatchObject(missing)
  })

  test('is a role', async () => {
    await expect(
      greengrass.send(new AssociateServiceRoleToAccountCommand({ roleArn: 'nobody' })),
    ).rejects.toMatchObject({ name: 'ValidationException', message: 'That role ARN is invalid.' })
  })
})
