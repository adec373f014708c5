import {
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  GetCoreDeviceCommand,
  GetDeploymentCommand,
  ListCoreDevicesCommand,
  ListEffectiveDeploymentsCommand,
  ListInstalledComponentsCommand,
} from '@aws-sdk/client-greengrassv2'
import {
  AddThingToThingGroupCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
} from '@aws-sdk/client-iot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedCoreDevice } from '../support/core-device.ts'
import { recipeBytes } from '../support/recipes.ts'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

const coreDeviceThingName = 'Core1'
const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Plant1`

let server: TestServer
let clients: Clients
let device: SimulatedCoreDevice
beforeAll(async () => {
  server = await startServer()
  clients = server.clients()
  const { iot, greengrass } = clients
  await iot.send(new CreateThingGroupCommand({ thingGroupName: 'Plant1' }))
  await iot.send(new CreateThingCommand({ thingName: coreDeviceThingName }))
  await iot.send(
    new AddThingToThingGroupCommand({ thingGroupName: 'Plant1', thingName: coreDeviceThingName }),
  )
  for (const members of [
    { ComponentName: 'com.example.Base' },
    {
      ComponentName: 'com.example.Hello',
      ComponentDependencies: { 'com.example.Base': { VersionRequirement: '^1.0.0' } },
    },
    { ComponentName: 'com.example.Extra' },
    {
      ComponentName: 'com.example.Broken',
      Manifests: [{ Platform: { os: 'linux', runtime: '*' }, Lifecycle: { run: 'exit 1' } }],
    },
  ])
    await greengrass.send(new CreateComponentVersionCommand({ inlineRecipe: recipeBytes(members) }))
  device = new SimulatedCoreDevice(clients, coreDeviceThingName)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const deploy = (...names: readonly string[]) =>
  clients.greengrass.send(
    new CreateDeploymentCommand({
      targetArn,
      deploymentName: 'plant1',
      components: Object.fromEntries(names.map((name) => [name, { componentVersion: '1.0.0' }])),
    }),
  )
const installed = async (topologyFilter: 'ALL' | 'ROOT' = 'ALL') => {
  const { installedComponents = [] } = await clients.greengrass.send(
    new ListInstalledComponentsCommand({ coreDeviceThingName, topologyFilter }),
  )
  return installedComponents.map(({ componentName }) => componentName)
}
const effective = async () =>
  (await clients.greengrass.send(new ListEffectiveDeploymentsCommand({ coreDeviceThingName })))
    .effectiveDeployments ?? []
const coreDevice = () => clients.greengrass.send(new GetCoreDeviceCommand({ coreDeviceThingName }))

test('a device takes a deployment, a revision that removes a component, and one that fails', async () => {
  await expect(coreDevice()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await device.register()
  expect(await coreDevice()).toMatchObject({
    coreDeviceThingName,
    coreVersion: '2.6.0',
    platform: 'linux',
    architecture: 'amd64',
    runtime: 'aws_nucleus_lite',
    status: 'HEALTHY',
    tags: {},
  })

  const first = await deploy('com.example.Hello', 'com.example.Extra')
  expect(await effective()).toEqual([
    {
      deploymentId: first.deploymentId,
      deploymentName: 'plant1',
      iotJobId: first.iotJobId,
      iotJobArn: first.iotJobArn,
      targetArn,
      coreDeviceExecutionStatus: 'QUEUED',
      creationTimestamp: expect.any(Date) as Date,
      modifiedTimestamp: expect.any(Date) as Date,
    },
  ])
  expect(await device.takeNextDeployment()).toBe('SUCCEEDED')
  expect(await installed()).toEqual(['com.example.Base', 'com.example.Extra', 'com.example.Hello'])
  expect(await installed('ROOT')).toEqual(['com.example.Extra', 'com.example.Hello'])
  expect(await effective()).toMatchObject([
    {
      deploymentId: first.deploymentId,
      coreDeviceExecutionStatus: 'SUCCEEDED',
      reason: 'SUCCESSFUL',
    },
  ])
  expect(await device.takeNextDeployment()).toBeUndefined()

  const second = await deploy('com.example.Hello')
  expect(await device.takeNextDeployment()).toBe('SUCCEEDED')
  expect(await installed()).toEqual(['com.example.Base', 'com.example.Hello'])
  expect(await effective()).toMatchObject([
    { deploymentId: second.deploymentId, coreDeviceExecutionStatus: 'SUCCEEDED' },
  ])

  const third = await deploy('com.example.Hello', 'com.example.Broken')
  expect(await device.takeNextDeployment()).toBe('FAILED')
  expect(await installed()).toEqual(['com.example.Base', 'com.example.Hello'])
  expect(await effective()).toMatchObject([
    {
      deploymentId: third.deploymentId,
      coreDeviceExecutionStatus: 'FAILED',
      reason: 'COMPONENT_BROKEN: FAILED_ROLLBACK_COMPLETE: com.example.Broken is broken',
      statusDetails: {
        errorStack: ['DEPLOYMENT_FAILURE', 'COMPONENT_BROKEN'],
        errorTypes: ['COMPONENT_ERROR'],
      },
    },
  ])
  const deployment = async (deploymentId: string | undefined) =>
    (await clients.greengrass.send(new GetDeploymentCommand({ deploymentId }))).deploymentStatus
  expect(await deployment(first.deploymentId)).toBe('INACTIVE')
  expect(await deployment(third.deploymentId)).toBe('ACTIVE')

  const listed = await clients.greengrass.send(
    new ListCoreDevicesCommand({ thingGroupArn: targetArn, status: 'HEALTHY' }),
  )
  expect(listed.coreDevices).toMatchObject([{ coreDeviceThingName, status: 'HEALTHY' }])
})

test('what a device resolves is a data event: in no history', async () => {
  const history = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ResolveComponentCandidates' }],
  })
  expect(history).toEqual([])
})

test('a device that cannot resolve a component fails its deployment, and says why', async () => {
  const windows = new SimulatedCoreDevice(clients, coreDeviceThingName, { os: 'windows' })
  await windows.register()
  await deploy('com.example.Hello')
  expect(await windows.takeNextDeployment()).toBe('FAILED')
  const [latest] = await effective()
  expect(latest?.reason).toContain("doesn't claim platform windows (amd64) compatibility")
})
