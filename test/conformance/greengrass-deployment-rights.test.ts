import {
  CancelDeploymentCommand,
  CreateDeploymentCommand,
  GetDeploymentCommand,
} from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { denied, usersOf } from '../support/users.ts'

let server: TestServer
const fleet = fleetOf(() => server.clients())
const userWho = usersOf(() => server)
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const newestDenial = async () => {
  const events = await server.lookup()
  return events.find(({ errorCode }) => errorCode === 'AccessDenied')
}

test('who deploys needs the rights of what the service does for them', async () => {
  const targetArn = fleet.groupArn(await fleet.group())
  const lone = await userWho({ Action: 'greengrass:*' })
  await expect(
    lone.greengrass.send(new CreateDeploymentCommand({ targetArn })),
  ).rejects.toMatchObject(denied('iot:DescribeThingGroup', targetArn))
  expect(await newestDenial()).toMatchObject({
    eventName: 'CreateDeployment',
    requestParameters: null,
    responseElements: null,
  })
  const able = await userWho({
    Action: ['greengrass:*', 'iot:DescribeThingGroup', 'iot:CreateJob'],
  })
  const { deploymentId, iotJobArn } = await able.greengrass.send(
    new CreateDeploymentCommand({ targetArn }),
  )
  await expect(
    able.greengrass.send(new GetDeploymentCommand({ deploymentId })),
  ).rejects.toMatchObject(denied('iot:DescribeJob', iotJobArn))
  await expect(
    able.greengrass.send(new CancelDeploymentCommand({ deploymentId })),
  ).rejects.toMatchObject(denied('iot:CancelJob', iotJobArn))
})

test('who revises needs the rights to look at and cancel what is replaced', async () => {
  const targetArn = fleet.groupArn(await fleet.group())
  const part = fleet.groupArn(await fleet.group())
  const clientToken = 'revised-once'
  const deploy = (members: object) => new CreateDeploymentCommand({ targetArn, ...members })
  const basics = ['greengrass:*', 'iot:DescribeThingGroup', 'iot:CreateJob']
  const creator = await userWho({ Action: basics })
  const { deploymentId, iotJobArn } = await creator.greengrass.send(deploy({ clientToken }))
  await expect(creator.greengrass.send(deploy({}))).rejects.toMatchObject(
    denied('iot:DescribeJob', iotJobArn),
  )
  expect(await creator.greengrass.send(deploy({ clientToken }))).toMatchObject({ deploymentId })
  const looker = await userWho({ Action: [...basics, 'iot:DescribeJob'] })
  await expect(looker.greengrass.send(deploy({}))).rejects.toMatchObject(
    denied('iot:CancelJob', iotJobArn),
  )
  const sub = await looker.greengrass.send(deploy({ targetArn: part, parentTargetArn: targetArn }))
  const all = { Action: [...basics, 'iot:DescribeJob'] }
  const parted = await userWho(all, { Action: 'iot:CancelJob', Resource: iotJobArn ?? '' })
  await expect(parted.greengrass.send(deploy({}))).rejects.toMatchObject(
    denied('iot:CancelJob', sub.iotJobArn),
  )
})

test('of a deployment to a thing, rights to its shadow are asked', async () => {
  const targetArn = fleet.thingArn(await fleet.thing())
  const { deploymentId } = await server
    .clients()
    .greengrass.send(new CreateDeploymentCommand({ targetArn }))
  const lone = await userWho({ Action: 'greengrass:*' })
  await expect(
    lone.greengrass.send(new GetDeploymentCommand({ deploymentId })),
  ).rejects.toMatchObject(denied('iot:GetThingShadow', targetArn))
  await expect(
    lone.greengrass.send(new CancelDeploymentCommand({ deploymentId })),
  ).rejects.toMatchObject(denied('iot:UpdateThingShadow', targetArn))
  const able = await userWho({ Action: ['greengrass:*', 'iot:*ThingShadow'] })
  await able.greengrass.send(new GetDeploymentCommand({ deploymentId }))
  await able.greengrass.send(new CancelDeploymentCommand({ deploymentId }))
})
