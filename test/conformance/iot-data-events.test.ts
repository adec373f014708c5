import { StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { AddThingToThingGroupCommand, CreateThingGroupCommand } from '@aws-sdk/client-iot'
import {
  GetThingShadowCommand,
  PublishCommand,
  UpdateThingShadowCommand,
} from '@aws-sdk/client-iot-data-plane'
import {
  GetPendingJobExecutionsCommand,
  StartNextPendingJobExecutionCommand,
  UpdateJobExecutionCommand,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { CreateDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { fleetOf } from '../support/fleet.ts'
import { accountId } from '../support/server.ts'
import { trailSite } from '../support/trail-site.ts'

/** A fleet's chatter would bury what people did: it is in no event history, and in trails that select it. */

const { server, cloudtrail, create, put } = trailSite(['data-logs'])
const fleet = fleetOf(() => server().clients())

/** All that a device does to take a deployment, and its status by shadow and message. */
async function deviceWork(thingName: string) {
  const { iot, iotData, iotJobs, greengrass } = server().clients()
  const thingGroupName = fleet.newName('line')
  await iot.send(new CreateThingGroupCommand({ thingGroupName }))
  await iot.send(new AddThingToThingGroupCommand({ thingGroupName, thingName }))
  const targetArn = fleet.groupArn(thingGroupName)
  const { iotJobId: jobId } = await greengrass.send(new CreateDeploymentCommand({ targetArn }))
  await iotJobs.send(new GetPendingJobExecutionsCommand({ thingName }))
  await iotJobs.send(new StartNextPendingJobExecutionCommand({ thingName }))
  await iotJobs.send(new UpdateJobExecutionCommand({ thingName, jobId, status: 'SUCCEEDED' }))
  const payload = Buffer.from('{"state":{"reported":{"hot":true}}}')
  await iotData.send(new UpdateThingShadowCommand({ thingName, payload }))
  await iotData.send(new PublishCommand({ topic: `lines/${thingName}`, payload }))
  await expect(
    iotData.send(new GetThingShadowCommand({ thingName, shadowName: 'none' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
}

test('what a device does is in no event history', async () => {
  await deviceWork(await fleet.thing())
  const sources = (await server().lookup()).map(({ eventSource }) => eventSource)
  expect(sources).toContain('greengrass.amazonaws.com')
  expect(sources).not.toContain('iotdata.amazonaws.com')
  expect(sources).not.toContain('iotjobsdata.amazonaws.com')
})

test('a trail that selects things has what was done with them, failures too', async () => {
  const thingName = await fleet.thing()
  const ARN = fleet.thingArn(thingName)
  await create({ S3BucketName: 'data-logs' })
  const FieldSelectors = [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::IoT::Thing'] },
    { Field: 'resources.ARN', Equals: [ARN] },
  ]
  await put({ AdvancedEventSelectors: [{ FieldSelectors }] })
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await deviceWork(thingName)
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  const names = () =>
    server()
      .logged('data-logs')
      .map(({ eventName }) => eventName)
      .toSorted()
  await eventually(() =>
    expect(names()).toEqual([
      'GetPendingJobExecutions',
      'GetThingShadow',
      'StartNextPendingJobExecution',
      'UpdateJobExecution',
      'UpdateThingShadow',
    ]),
  )
  for (const event of server().logged('data-logs'))
    expect(event).toMatchObject({
      eventCategory: 'Data',
      managementEvent: false,
      resources: [{ accountId, type: 'AWS::IoT::Thing', ARN }],
    })
})
