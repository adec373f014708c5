import {
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  DeleteComponentCommand,
  DescribeComponentCommand,
  ListComponentVersionsCommand,
  ListCoreDevicesCommand,
  ListEffectiveDeploymentsCommand,
  ListInstalledComponentsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { CreateJobCommand, CreateThingCommand } from '@aws-sdk/client-iot'
import { GetThingShadowCommand } from '@aws-sdk/client-iot-data-plane'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedCoreDevice } from '../support/core-device.ts'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let greengrass: Clients['greengrass']
const fleet = fleetOf(() => server.clients())
beforeAll(async () => {
  server = await startServer()
  greengrass = server.clients().greengrass
  const inlineRecipe = recipeBytes({ ComponentName: 'com.example.A' })
  await greengrass.send(new CreateComponentVersionCommand({ inlineRecipe }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const componentArn = `arn:aws:greengrass:${region}:${accountId}:components:com.example.A`
const versionArn = `${componentArn}:versions:1.0.0`
const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }

test.each([
  ['another partition', versionArn.replace('arn:aws:', 'arn:aws-cn:')],
  ['no partition', versionArn.replace('arn:aws:', 'arn::')],
])('an ARN of %s names no component', async (_, arn) => {
  for (const command of [
    new DescribeComponentCommand({ arn }),
    new DeleteComponentCommand({ arn }),
  ])
    await expect(greengrass.send(command)).rejects.toMatchObject(missing)
  const list = new ListComponentVersionsCommand({ arn: arn.replace(':versions:1.0.0', '') })
  expect(await greengrass.send(list)).toMatchObject({ componentVersions: [] })
})

test('tags are put on what an ARN names to the letter, and on nothing like it', async () => {
  const { thingName } = await fleet.coreDevice()
  const deviceArn = `arn:aws:greengrass:${region}:${accountId}:coreDevices:${thingName}`
  const targetArn = fleet.groupArn(await fleet.group())
  const { deploymentId } = await greengrass.send(new CreateDeploymentCommand({ targetArn }))
  const deploymentArn = `arn:aws:greengrass:${region}:${accountId}:deployments:${deploymentId}`
  const tag = (resourceArn: string) =>
    greengrass.send(new TagResourceCommand({ resourceArn, tags: { team: 'blue' } }))
  for (const arn of [componentArn, versionArn, deviceArn, deploymentArn]) {
    await tag(arn)
    for (const other of [`${arn}:x`, `${arn}/x`, arn.replace('arn:aws:', 'arn:x:')])
      await expect(tag(other), other).rejects.toMatchObject(missing)
    const output = await greengrass.send(new ListTagsForResourceCommand({ resourceArn: arn }))
    expect(output.tags).toEqual({ team: 'blue' })
  }
  await expect(tag(`${componentArn}:other:1.0.0`)).rejects.toMatchObject(missing)
})

test('a target of another partition is not here', async () => {
  const targetArn = fleet.groupArn(await fleet.group()).replace('arn:aws:', 'arn:x:')
  await expect(greengrass.send(new CreateDeploymentCommand({ targetArn }))).rejects.toMatchObject({
    name: 'ValidationException',
    fields: [{ name: 'targetArn' }],
  })
})

test('a group of the same name in another account has no devices here', async () => {
  const { thingName } = await fleet.coreDevice()
  const thingGroupArn = fleet.groupArn(await fleet.group(thingName))
  await greengrass.send(new CreateDeploymentCommand({ targetArn: thingGroupArn }))
  await new SimulatedCoreDevice(server.clients(), thingName).takeNextDeployment()
  const devicesOf = async (arn: string) => {
    const output = await greengrass.send(new ListCoreDevicesCommand({ thingGroupArn: arn }))
    return output.coreDevices?.map(({ coreDeviceThingName }) => coreDeviceThingName)
  }
  expect(await devicesOf(thingGroupArn)).toEqual([thingName])
  expect(await devicesOf(thingGroupArn.replace(accountId, '999999999999'))).toEqual([])
})

test('a thing with colons in its name is deployed to by its whole name', async () => {
  const thingName = 'line:1:press'
  const { iot, iotData } = server.clients()
  await iot.send(new CreateThingCommand({ thingName }))
  const device = new SimulatedCoreDevice(server.clients(), thingName)
  await device.register()
  const targetArn = fleet.thingArn(thingName)
  const { deploymentId } = await greengrass.send(new CreateDeploymentCommand({ targetArn }))
  const shadowName = 'AWSManagedGreengrassV2Deployment'
  const shadow = await iotData.send(new GetThingShadowCommand({ thingName, shadowName }))
  const { state } = JSON.parse(Buffer.from(shadow.payload ?? []).toString()) as {
    readonly state: { readonly desired: { readonly fleetConfig: string } }
  }
  const { configurationArn } = JSON.parse(state.desired.fleetConfig) as Record<string, string>
  expect(configurationArn).toBe(
    `arn:aws:greengrass:${region}:${accountId}:configuration:thing/line:1:press:1`,
  )
  const component = { componentName: 'com.example.A', version: '1.0.0', status: 'RUNNING' }
  await device.publishHealth({
    thing: thingName,
    sequenceNumber: 9,
    overallDeviceStatus: 'HEALTHY',
    components: [{ ...component, isRoot: true, fleetConfigArns: [configurationArn] }],
    deploymentInformation: {
      status: 'SUCCEEDED',
      fleetConfigurationArnForStatus: configurationArn,
    },
  })
  const of = { coreDeviceThingName: thingName }
  const { effectiveDeployments } = await greengrass.send(new ListEffectiveDeploymentsCommand(of))
  expect(effectiveDeployments).toMatchObject([
    { deploymentId, coreDeviceExecutionStatus: 'COMPLETED' },
  ])
  const { installedComponents } = await greengrass.send(new ListInstalledComponentsCommand(of))
  expect(installedComponents).toMatchObject([{ lastInstallationSource: deploymentId }])
})

test('a job is for targets of this partition only', async () => {
  const thing = fleet.thingArn(await fleet.thing())
  const create = (target: string) =>
    server
      .clients()
      .iot.send(new CreateJobCommand({ jobId: 'j', targets: [target], document: '{}' }))
  await expect(create(thing.replace('arn:aws:', 'arn:x:'))).rejects.toMatchObject({
    name: 'InvalidRequestException',
  })
  expect(await create(thing)).toMatchObject({ jobId: 'j' })
})
