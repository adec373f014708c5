import {
  BatchAssociateClientDeviceWithCoreDeviceCommand,
  BatchDisassociateClientDeviceFromCoreDeviceCommand,
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  DeleteComponentCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  ListClientDevicesAssociatedWithCoreDeviceCommand,
  ListInstalledComponentsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { DeleteJobCommand, DeleteThingCommand } from '@aws-sdk/client-iot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { type Clients, startServer, type TestServer } from '../support/server.ts'

/** What is deleted leaves nothing behind, and what is left behind can be got rid of. */

let server: TestServer
let greengrass: Clients['greengrass']
const fleet = fleetOf(() => server.clients())
beforeAll(async () => {
  server = await startServer()
  greengrass = server.clients().greengrass
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

test('the tags of a component stay as long as it has a version, and no longer', async () => {
  const create = async (ComponentVersion: string) => {
    const inlineRecipe = recipeBytes({ ComponentVersion })
    const { arn = '' } = await greengrass.send(new CreateComponentVersionCommand({ inlineRecipe }))
    return arn
  }
  const [first, second] = [await create('1.0.0'), await create('2.0.0')]
  const resourceArn = first.replace(':versions:1.0.0', '')
  const tags = async () =>
    (await greengrass.send(new ListTagsForResourceCommand({ resourceArn }))).tags
  await greengrass.send(new TagResourceCommand({ resourceArn, tags: { owner: 'ann' } }))
  await greengrass.send(new DeleteComponentCommand({ arn: second }))
  expect(await tags()).toEqual({ owner: 'ann' })
  await greengrass.send(new DeleteComponentCommand({ arn: first }))
  await create('1.0.0')
  expect(await tags()).toEqual({})
})

test('a client device whose thing is gone can still be disassociated', async () => {
  const { thingName: coreDeviceThingName } = await fleet.coreDevice()
  const thingName = await fleet.thing()
  const entries = [{ thingName }]
  const batch = { coreDeviceThingName, entries }
  await greengrass.send(new BatchAssociateClientDeviceWithCoreDeviceCommand(batch))
  await server.clients().iot.send(new DeleteThingCommand({ thingName }))
  const listed = async () => {
    const command = new ListClientDevicesAssociatedWithCoreDeviceCommand({ coreDeviceThingName })
    return (await greengrass.send(command)).associatedClientDevices
  }
  expect(await listed()).toMatchObject(entries)
  const disassociate = () =>
    greengrass.send(new BatchDisassociateClientDeviceFromCoreDeviceCommand(batch))
  expect((await disassociate()).errorEntries).toEqual([])
  expect(await listed()).toEqual([])
  expect((await disassociate()).errorEntries).toMatchObject([
    { thingName, code: 'ResourceNotFoundException' },
  ])
})

test('a component keeps its source when the deployment that brought it is deleted', async () => {
  const device = await fleet.coreDevice()
  const targetArn = fleet.groupArn(await fleet.group(device.thingName))
  const deploy = (components = {}) =>
    greengrass.send(new CreateDeploymentCommand({ targetArn, components }))
  const { deploymentId } = await deploy({ 'com.example.Hello': { componentVersion: '1.0.0' } })
  await device.takeNextDeployment()
  await deploy()
  await greengrass.send(new DeleteDeploymentCommand({ deploymentId }))
  await device.register()
  const installed = new ListInstalledComponentsCommand({ coreDeviceThingName: device.thingName })
  expect((await greengrass.send(installed)).installedComponents).toMatchObject([
    { componentName: 'com.example.Hello', lastInstallationSource: deploymentId },
  ])
})

test('a job that was deleted behind a deployment is not described by it', async () => {
  const targetArn = fleet.groupArn(await fleet.group())
  const { deploymentId, iotJobId } = await greengrass.send(
    new CreateDeploymentCommand({ targetArn }),
  )
  await server.clients().iot.send(new DeleteJobCommand({ jobId: iotJobId, force: true }))
  const deployment = await greengrass.send(new GetDeploymentCommand({ deploymentId }))
  expect(deployment.deploymentStatus).toBe('INACTIVE')
  const [newest, before] = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'true' }],
  })
  expect([newest?.eventName, before?.eventName]).not.toContain('DescribeJob')
})
