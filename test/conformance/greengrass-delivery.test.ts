import {
  CancelDeploymentCommand,
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  type CreateDeploymentRequest,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListEffectiveDeploymentsCommand,
} from '@aws-sdk/client-greengrassv2'
import {
  AddThingToThingGroupCommand,
  CancelJobCommand,
  DescribeJobCommand,
  GetJobDocumentCommand,
} from '@aws-sdk/client-iot'
import { GetThingShadowCommand, UpdateThingShadowCommand } from '@aws-sdk/client-iot-data-plane'
import {
  DescribeJobExecutionCommand,
  UpdateJobExecutionCommand,
} from '@aws-sdk/client-iot-jobs-data-plane'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

const SHADOW = 'AWSManagedGreengrassV2Deployment'

let server: TestServer
let clients: Clients
const fleet = fleetOf(() => clients)
beforeAll(async () => {
  server = await startServer()
  clients = server.clients()
  await clients.greengrass.send(new CreateComponentVersionCommand({ inlineRecipe: recipeBytes() }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const components = { 'com.example.Hello': { componentVersion: '1.0.0' } }
const deploy = (targetArn: string, more: Partial<CreateDeploymentRequest> = {}) =>
  clients.greengrass.send(new CreateDeploymentCommand({ targetArn, components, ...more }))
const statusOf = async (deploymentId: string | undefined) =>
  (await clients.greengrass.send(new GetDeploymentCommand({ deploymentId }))).deploymentStatus
const cancel = (deploymentId: string | undefined) =>
  clients.greengrass.send(new CancelDeploymentCommand({ deploymentId }))
const documentOf = async (jobId: string | undefined) => {
  const { document = '' } = await clients.iot.send(new GetJobDocumentCommand({ jobId }))
  return JSON.parse(document) as Record<string, unknown>
}
const invalid = { name: 'ValidationException', reason: 'OTHER' }
const conflict = { name: 'ConflictException', $metadata: { httpStatusCode: 409 } }
const missing = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } }

describe('to a thing group', () => {
  test('a job carries the document that devices read', async () => {
    const group = await fleet.group()
    const { deploymentId, iotJobId } = await deploy(fleet.groupArn(group), {
      deploymentName: 'first',
      components: {
        'com.example.Hello': {
          componentVersion: '1.0.0',
          configurationUpdate: { merge: '{"Message":"hi"}', reset: ['/a', ''] },
          runWith: { posixUser: 'u:g', systemResourceLimits: { memory: 1024, cpus: 0.5 } },
        },
      },
      iotJobConfiguration: {
        jobExecutionsRolloutConfig: { maximumPerMinute: 50 },
        timeoutConfig: { inProgressTimeoutInMinutes: 5 },
      },
    })
    expect(await documentOf(iotJobId)).toEqual({
      deploymentId,
      schemaDate: '2021-05-17',
      deploymentName: 'first',
      configurationArn: `arn:aws:greengrass:${region}:${accountId}:configuration:thinggroup/${group}:1`,
      creationTimestamp: expect.any(Number) as number,
      components: {
        'com.example.Hello': {
          version: '1.0.0',
          configurationUpdate: { merge: { Message: 'hi' }, reset: ['/a', ''] },
          runWith: { posixUser: 'u:g', systemResourceLimits: { memory: 1024, cpus: 0.5 } },
        },
      },
      failureHandlingPolicy: 'ROLLBACK',
      requiredCapabilities: ['LINUX_RESOURCE_LIMITS'],
      componentUpdatePolicy: { timeout: 60, action: 'NOTIFY_COMPONENTS' },
      configurationValidationPolicy: { timeout: 30 },
    })
    const { job } = await clients.iot.send(new DescribeJobCommand({ jobId: iotJobId }))
    expect(job).toMatchObject({
      targets: [fleet.groupArn(group)],
      targetSelection: 'CONTINUOUS',
      namespaceId: 'aws-gg-deployment',
      status: 'IN_PROGRESS',
      jobExecutionsRolloutConfig: { maximumPerMinute: 50 },
      timeoutConfig: { inProgressTimeoutInMinutes: 5 },
    })
  })

  test('what is to be merged comes to the device digit by digit, however deep it is', async () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    const merge = `{"id": 12345678901234567890, "ratio": 1.0, "deep": ${deep}, "2": 0, "1": 0}`
    const component = { componentVersion: '1.0.0', configurationUpdate: { merge } }
    const { deploymentId, iotJobId } = await deploy(fleet.groupArn(await fleet.group()), {
      components: { 'com.example.Hello': component },
    })
    const { document } = await clients.iot.send(new GetJobDocumentCommand({ jobId: iotJobId }))
    expect(document).toContain(`"configurationUpdate":{"merge":${merge}}`)
    const { components: kept } = await clients.greengrass.send(
      new GetDeploymentCommand({ deploymentId }),
    )
    expect(kept).toEqual({ 'com.example.Hello': component })
  })

  test('a document too large to be sent says so and leaves out the components', async () => {
    const merge = JSON.stringify({ a: 'x'.repeat(40_000) })
    const { iotJobId } = await deploy(fleet.groupArn(await fleet.group()), {
      components: {
        'com.example.Hello': { componentVersion: '1.0.0', configurationUpdate: { merge } },
      },
    })
    expect(await documentOf(iotJobId)).toMatchObject({
      components: {},
      requiredCapabilities: ['LARGE_CONFIGURATION'],
    })
  })

  test('a revision takes back the one before', async () => {
    const targetArn = fleet.groupArn(await fleet.group(await fleet.thing()))
    const [first, second] = [await deploy(targetArn), await deploy(targetArn)]
    expect(await statusOf(first.deploymentId)).toBe('INACTIVE')
    expect(await statusOf(second.deploymentId)).toBe('ACTIVE')
    const { job } = await clients.iot.send(new DescribeJobCommand({ jobId: first.iotJobId }))
    expect(job).toMatchObject({ status: 'CANCELED', forceCanceled: true })
  })

  test('is canceled, and only then deleted, with its job', async () => {
    const targetArn = fleet.groupArn(await fleet.group())
    const { deploymentId, iotJobId } = await deploy(targetArn)
    const remove = new DeleteDeploymentCommand({ deploymentId })
    await expect(clients.greengrass.send(remove)).rejects.toMatchObject(conflict)
    expect((await cancel(deploymentId)).message).toBe('SUCCESS')
    await expect(cancel(deploymentId)).rejects.toMatchObject(invalid)
    expect(await statusOf(deploymentId)).toBe('CANCELED')
    expect((await clients.greengrass.send(remove)).$metadata.httpStatusCode).toBe(204)
    await expect(
      clients.iot.send(new DescribeJobCommand({ jobId: iotJobId })),
    ).rejects.toMatchObject(missing)
    expect((await deploy(targetArn)).deploymentId).not.toBe(deploymentId)
  })

  test('has failed when its job was aborted, and is canceled when somebody canceled that', async () => {
    const thingName = await fleet.thing()
    const targetArn = fleet.groupArn(await fleet.group(thingName))
    const criterion = {
      failureType: 'FAILED' as const,
      action: 'CANCEL' as const,
      thresholdPercentage: 50,
      minNumberOfExecutedThings: 1,
    }
    const aborted = await deploy(targetArn, {
      iotJobConfiguration: { abortConfig: { criteriaList: [criterion] } },
    })
    const status = 'FAILED'
    await clients.iotJobs.send(
      new UpdateJobExecutionCommand({ jobId: aborted.iotJobId, thingName, status }),
    )
    expect(await statusOf(aborted.deploymentId)).toBe('FAILED')
    const canceled = await deploy(targetArn)
    await clients.iot.send(new CancelJobCommand({ jobId: canceled.iotJobId }))
    expect(await statusOf(canceled.deploymentId)).toBe('CANCELED')
  })
})

describe('to a thing', () => {
  const shadowOf = async (thingName: string) => {
    const asked = new GetThingShadowCommand({ thingName, shadowName: SHADOW })
    const { payload } = await clients.iotData.send(asked)
    return JSON.parse(Buffer.from(payload ?? []).toString()) as {
      state: { desired: { fleetConfig: string; desiredStatus: string } }
    }
  }
  const report = (thingName: string, status: string, revision = 1) => {
    const reported = {
      status,
      fleetConfigurationArnForStatus: `arn:aws:greengrass:${region}:${accountId}:configuration:thing/${thingName}:${revision}`,
      statusDetails: { detailedStatus: 'SUCCESSFUL', errorStack: [], errorTypes: [] },
    }
    const payload = Buffer.from(JSON.stringify({ state: { reported } }))
    return clients.iotData.send(
      new UpdateThingShadowCommand({ thingName, shadowName: SHADOW, payload }),
    )
  }

  test('a shadow carries it, and tells what became of it', async () => {
    const { thingName } = await fleet.coreDevice()
    const { deploymentId } = await deploy(fleet.thingArn(thingName))
    const { desired } = (await shadowOf(thingName)).state
    expect(desired.desiredStatus).toBe('ACTIVE')
    expect(JSON.parse(desired.fleetConfig)).toMatchObject({ deploymentId, components: {} })
    const effective = async () =>
      (
        await clients.greengrass.send(
          new ListEffectiveDeploymentsCommand({ coreDeviceThingName: thingName }),
        )
      ).effectiveDeployments
    expect(await effective()).toMatchObject([{ deploymentId, coreDeviceExecutionStatus: 'QUEUED' }])
    await report(thingName, 'IN_PROGRESS')
    expect(await statusOf(deploymentId)).toBe('ACTIVE')
    await report(thingName, 'SUCCEEDED')
    expect(await statusOf(deploymentId)).toBe('COMPLETED')
    expect(await effective()).toMatchObject([
      { deploymentId, coreDeviceExecutionStatus: 'COMPLETED', reason: 'SUCCESSFUL' },
    ])
    await cancel(deploymentId)
    expect(await statusOf(deploymentId)).toBe('CANCELED')
    expect(await effective()).toMatchObject([{ coreDeviceExecutionStatus: 'COMPLETED' }])
  })

  test('fails by its report, is replaced, and canceled', async () => {
    const thingName = await fleet.thing()
    const first = await deploy(fleet.thingArn(thingName))
    await report(thingName, 'FAILED')
    expect(await statusOf(first.deploymentId)).toBe('FAILED')
    await expect(cancel(first.deploymentId)).rejects.toMatchObject(invalid)
    const second = await deploy(fleet.thingArn(thingName))
    expect(await statusOf(first.deploymentId)).toBe('INACTIVE')
    expect(await statusOf(second.deploymentId)).toBe('ACTIVE')
    await cancel(second.deploymentId)
    expect((await shadowOf(thingName)).state.desired.desiredStatus).toBe('CANCELED')
  })
})

describe('in place of a parent’s', () => {
  test('holds until the parent is revised', async () => {
    const [parentTargetArn, targetArn] = [
      fleet.groupArn(await fleet.group()),
      fleet.groupArn(await fleet.group()),
    ]
    await expect(deploy(targetArn, { parentTargetArn })).rejects.toMatchObject(missing)
    await deploy(parentTargetArn)
    const { deploymentId, iotJobId } = await deploy(targetArn, { parentTargetArn })
    expect(await documentOf(iotJobId)).toMatchObject({
      parentTargetArn,
      onBehalfOf: parentTargetArn.split('/')[1],
      requiredCapabilities: ['SUB_DEPLOYMENTS'],
    })
    const listed = await clients.greengrass.send(new ListDeploymentsCommand({ parentTargetArn }))
    expect(listed.deployments).toMatchObject([{ deploymentId, parentTargetArn }])
    const other = fleet.groupArn(await fleet.group())
    await deploy(other)
    await expect(deploy(targetArn, { parentTargetArn: other })).rejects.toMatchObject(conflict)
    await deploy(parentTargetArn)
    expect(await statusOf(deploymentId)).toBe('INACTIVE')
  })
})

test('needs a target and components that are there', async () => {
  await expect(deploy(fleet.groupArn('nobody'))).rejects.toMatchObject({
    ...missing,
    resourceType: 'ThingGroup',
  })
  await expect(deploy(fleet.thingArn('nobody'))).rejects.toMatchObject(missing)
  const targetArn = fleet.groupArn(await fleet.group())
  for (const [name, componentVersion] of [
    ['com.example.Hello', '9.9.9'],
    ['com.example.Nope', '1.0.0'],
  ] as const)
    await expect(
      deploy(targetArn, { components: { [name]: { componentVersion } } }),
    ).rejects.toMatchObject({ ...missing, resourceType: 'ComponentVersion' })
})

test('a device that joins later is told of the latest', async () => {
  const group = await fleet.group()
  await deploy(fleet.groupArn(group))
  const { iotJobId } = await deploy(fleet.groupArn(group))
  const thingName = await fleet.thing()
  await clients.iot.send(new AddThingToThingGroupCommand({ thingGroupName: group, thingName }))
  const { execution } = await clients.iotJobs.send(
    new DescribeJobExecutionCommand({ thingName, jobId: '$next' }),
  )
  expect(execution?.jobId).toBe(iotJobId)
})
