import * as gg from '@aws-sdk/client-greengrassv2'
import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

/**
 * Each operation of the control plane leaves exactly one event of its own, with the members that CloudTrail shows of it and no
 * others, and one for each call of AWS IoT that it makes with the caller's rights.
 */

let server: TestServer
let clients: Clients
let core = ''
let deploymentId = ''
let groupArn = ''
const fleet = fleetOf(() => clients)
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS'
const component = `arn:aws:greengrass:${region}:${accountId}:components:com.example.Hello`
const arn = `${component}:versions:1.0.0`
const artifactName = 'hash=/hello.sh'
const withArtifact = `${component}.Artifact:versions:1.0.0`
const roleArn = `arn:aws:iam::${accountId}:role/Greengrass_ServiceRole`

beforeAll(async () => {
  server = await startServer()
  clients = server.clients()
  core = (await fleet.coreDevice()).thingName
  groupArn = fleet.groupArn(await fleet.group(core))
  await keepArtifact()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

async function keepArtifact(): Promise<void> {
  const Bucket = `greengrass-${region}-${accountId}`
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'greengrass.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  })
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await clients.s3.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  await clients.s3.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }))
  const Key = `artifacts/${artifactName}`
  await clients.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'echo hello' }))
  const Artifacts = [{ Uri: `greengrass:${artifactName}` }]
  const inlineRecipe = recipeBytes({
    ComponentName: 'com.example.Hello.Artifact',
    Manifests: [{ Lifecycle: {}, Artifacts }],
  })
  await clients.greengrass.send(new gg.CreateComponentVersionCommand({ inlineRecipe }))
}

interface Row {
  readonly name: string
  readonly command: () => unknown
  readonly requestParameters: () => object | null
  readonly responseElements?: () => object | null
  /** Calls of AWS IoT made on the way, in their order. */
  readonly calls?: readonly string[]
}

const coreDevice = () => ({ coreDeviceThingName: core })
const version = () => ({ arn })
const deployment = () => ({ deploymentId })
const entries = () => ({ coreDeviceThingName: core, entries: [{ thingName: 'Ghost' }] })
const errors = () => ({
  errorEntries: [
    {
      thingName: 'Ghost',
      code: 'ResourceNotFoundException',
      message: 'Thing Ghost is not found.',
    },
  ],
})
const tagged = { resourceArn: arn, tags: { a: 'b' } }
const connectivity = () => ({
  thingName: core,
  connectivityInfo: [{ id: 'lan', hostAddress: '192.0.2.5', portNumber: 8883 }],
})

const rows: readonly Row[] = [
  {
    name: 'AssociateServiceRoleToAccount',
    command: () => new gg.AssociateServiceRoleToAccountCommand({ roleArn }),
    requestParameters: () => ({ RoleArn: roleArn }),
    responseElements: () => ({ AssociatedAt: expect.any(String) as string }),
  },
  {
    name: 'GetServiceRoleForAccount',
    command: () => new gg.GetServiceRoleForAccountCommand({}),
    requestParameters: () => null,
  },
  {
    name: 'DisassociateServiceRoleFromAccount',
    command: () => new gg.DisassociateServiceRoleFromAccountCommand({}),
    requestParameters: () => null,
    responseElements: () => ({ DisassociatedAt: expect.any(String) as string }),
  },
  {
    name: 'CreateComponentVersion',
    command: () =>
      new gg.CreateComponentVersionCommand({ inlineRecipe: recipeBytes(), clientToken: 'token' }),
    requestParameters: () => ({ inlineRecipe: hidden, clientToken: 'token' }),
    responseElements: () => ({
      arn,
      componentName: 'com.example.Hello',
      componentVersion: '1.0.0',
      creationTimestamp: expect.any(Number) as number,
      status: { componentState: 'REQUESTED', message: 'NONE', errors: {} },
    }),
  },
  {
    name: 'DescribeComponent',
    command: () => new gg.DescribeComponentCommand(version()),
    requestParameters: version,
  },
  {
    name: 'GetComponent',
    command: () => new gg.GetComponentCommand({ arn, recipeOutputFormat: 'YAML' }),
    requestParameters: () => ({ recipeOutputFormat: 'YAML', arn }),
  },
  {
    name: 'GetComponentVersionArtifact',
    command: () => new gg.GetComponentVersionArtifactCommand({ arn: withArtifact, artifactName }),
    requestParameters: () => ({ arn: withArtifact, artifactName }),
  },
  {
    name: 'ListComponents',
    command: () => new gg.ListComponentsCommand({}),
    requestParameters: () => null,
  },
  {
    name: 'ListComponentVersions',
    command: () => new gg.ListComponentVersionsCommand({ arn: component, maxResults: 7 }),
    requestParameters: () => ({ arn: component, maxResults: 7 }),
  },
  {
    name: 'TagResource',
    command: () => new gg.TagResourceCommand(tagged),
    requestParameters: () => tagged,
    responseElements: () => null,
  },
  {
    name: 'ListTagsForResource',
    command: () => new gg.ListTagsForResourceCommand({ resourceArn: arn }),
    requestParameters: () => ({ resourceArn: arn }),
  },
  {
    name: 'UntagResource',
    command: () => new gg.UntagResourceCommand({ resourceArn: arn, tagKeys: ['a', 'c'] }),
    requestParameters: () => ({ resourceArn: arn, tagKeys: ['a', 'c'] }),
    responseElements: () => null,
  },
  {
    name: 'CreateDeployment',
    command: () =>
      new gg.CreateDeploymentCommand({
        targetArn: groupArn,
        components: { 'com.example.Hello': { componentVersion: '1.0.0' } },
        iotJobConfiguration: {},
        clientToken: 'token',
      }),
    requestParameters: () => ({
      targetArn: groupArn,
      components: { 'com.example.Hello': { componentVersion: '1.0.0' } },
      iotJobConfiguration: {},
      clientToken: 'token',
    }),
    responseElements: () => ({
      deploymentId: uuid,
      iotJobId: uuid,
      iotJobArn: expect.stringContaining(':job/') as string,
    }),
    calls: ['DescribeThingGroup', 'CreateJob'],
  },
  {
    name: 'CreateDeployment',
    command: () => new gg.CreateDeploymentCommand({ targetArn: groupArn, clientToken: 'second' }),
    requestParameters: () => ({ targetArn: groupArn, clientToken: 'second' }),
    responseElements: () => expect.objectContaining({ deploymentId: uuid }) as object,
    calls: ['DescribeJob', 'CancelJob', 'CreateJob'],
  },
  {
    name: 'GetDeployment',
    command: () => new gg.GetDeploymentCommand(deployment()),
    requestParameters: deployment,
    calls: ['DescribeJob'],
  },
  {
    name: 'ListDeployments',
    command: () => new gg.ListDeploymentsCommand({ targetArn: groupArn, historyFilter: 'ALL' }),
    requestParameters: () => ({ targetArn: groupArn, historyFilter: 'ALL' }),
  },
  {
    name: 'CancelDeployment',
    command: () => new gg.CancelDeploymentCommand(deployment()),
    requestParameters: deployment,
    responseElements: () => ({ message: 'SUCCESS' }),
    calls: ['CancelJob'],
  },
  {
    name: 'ListEffectiveDeployments',
    command: () => new gg.ListEffectiveDeploymentsCommand(coreDevice()),
    requestParameters: coreDevice,
  },
  {
    name: 'DeleteDeployment',
    command: () => new gg.DeleteDeploymentCommand(deployment()),
    requestParameters: deployment,
    responseElements: () => null,
    calls: ['DeleteJob'],
  },
  {
    name: 'GetCoreDevice',
    command: () => new gg.GetCoreDeviceCommand(coreDevice()),
    requestParameters: coreDevice,
  },
  {
    name: 'ListCoreDevices',
    command: () => new gg.ListCoreDevicesCommand({ status: 'HEALTHY' }),
    requestParameters: () => ({ status: 'HEALTHY' }),
  },
  {
    name: 'ListInstalledComponents',
    command: () =>
      new gg.ListInstalledComponentsCommand({ ...coreDevice(), topologyFilter: 'ALL' }),
    requestParameters: () => ({ ...coreDevice(), topologyFilter: 'ALL' }),
  },
  {
    name: 'BatchAssociateClientDeviceWithCoreDevice',
    command: () => new gg.BatchAssociateClientDeviceWithCoreDeviceCommand(entries()),
    requestParameters: entries,
    responseElements: errors,
  },
  {
    name: 'ListClientDevicesAssociatedWithCoreDevice',
    command: () => new gg.ListClientDevicesAssociatedWithCoreDeviceCommand(coreDevice()),
    requestParameters: coreDevice,
  },
  {
    name: 'BatchDisassociateClientDeviceFromCoreDevice',
    command: () => new gg.BatchDisassociateClientDeviceFromCoreDeviceCommand(entries()),
    requestParameters: entries,
    responseElements: errors,
  },
  {
    name: 'UpdateConnectivityInfo',
    command: () => new gg.UpdateConnectivityInfoCommand(connectivity()),
    requestParameters: () => ({
      thingName: core,
      ConnectivityInfo: [{ Id: 'lan', HostAddress: '192.0.2.5', PortNumber: 8883 }],
    }),
    responseElements: () => ({ Version: uuid, Message: 'Connectivity info updated' }),
  },
  {
    name: 'GetConnectivityInfo',
    command: () => new gg.GetConnectivityInfoCommand({ thingName: core }),
    requestParameters: () => ({ thingName: core }),
  },
  {
    name: 'DeleteCoreDevice',
    command: () => new gg.DeleteCoreDeviceCommand(coreDevice()),
    requestParameters: coreDevice,
    responseElements: () => null,
  },
  {
    name: 'DeleteComponent',
    command: () => new gg.DeleteComponentCommand(version()),
    requestParameters: version,
    responseElements: () => null,
  },
]

test.each(rows)('$name', async ({ name, command, requestParameters, ...row }) => {
  const [before] = await server.lookup({ MaxResults: 1 })
  const output = await clients.greengrass.send(command() as gg.GetDeploymentCommand)
  deploymentId = output.deploymentId ?? deploymentId
  const events = await server.lookup({ MaxResults: 10 })
  const [own, ...made] = events
    .slice(
      0,
      events.findIndex(({ eventID }) => eventID === before?.eventID),
    )
    .filter(({ eventName }) => eventName !== 'LookupEvents')
    .toReversed()
  const isRead = /^(?:Get|List|Describe)/.test(name)
  expect(own).toMatchObject({
    eventSource: 'greengrass.amazonaws.com',
    eventName: name,
    awsRegion: region,
    readOnly: isRead,
    managementEvent: true,
    eventCategory: 'Management',
    eventType: 'AwsApiCall',
  })
  expect(own).not.toHaveProperty('resources')
  expect(own).not.toHaveProperty('apiVersion')
  expect(own?.requestParameters).toEqual(requestParameters())
  expect(own?.responseElements).toEqual(row.responseElements?.() ?? null)
  expect(made.map(({ eventName }) => eventName)).toEqual(row.calls ?? [])
  expect(made.map(invoker)).toEqual(made.map(() => 'greengrass.amazonaws.com'))
})

function invoker({ userIdentity, sourceIPAddress, eventSource }: AuditEvent): unknown {
  return eventSource === 'iot.amazonaws.com' && sourceIPAddress === userIdentity.invokedBy
    ? userIdentity.invokedBy
    : undefined
}

test('every operation of the control plane that is in event history has its row', () => {
  const all = Object.keys(gg)
    .filter((name) => /^[A-Z]\w+Command$/.test(name))
    .map((name) => name.slice(0, -'Command'.length))
  // A data event; no lookup shows it.
  const elsewhere = ['ResolveComponentCandidates']
  const missing = all.filter((name) => !rows.some((row) => row.name === name))
  expect(missing.toSorted()).toEqual(elsewhere.toSorted())
})
