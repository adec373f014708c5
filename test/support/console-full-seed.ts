import { CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import {
  BatchAssociateClientDeviceWithCoreDeviceCommand,
  CreateDeploymentCommand,
} from '@aws-sdk/client-greengrassv2'
import { AttachUserPolicyCommand, CreatePolicyCommand } from '@aws-sdk/client-iam'
import { AddThingToThingGroupCommand, CreateThingCommand } from '@aws-sdk/client-iot'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { type Seed, seedDay, targetArn } from './console-seed.ts'
import { SimulatedCoreDevice } from './core-device.ts'
import { allowing } from './iam.ts'
import { accountId, region, type TestServer } from './server.ts'

/** What every page of the console needs to have something to show. */
export interface FullSeed extends Seed {
  /** Replaces the seed's deployment, with another configuration. */
  readonly revisionId: string
  readonly coreDevice: string
  readonly trailArn: string
  readonly policyArn: string
  readonly denied: AuditEvent
  readonly deployed: AuditEvent
}

/** The day of {@link seedDay}, a fleet of one that was deployed to, a trail that has delivered, and a policy. */
export async function seedEverything(server: TestServer): Promise<FullSeed> {
  const { deploymentId } = await seedDay(server)
  const coreDevice = await makeFleet(server)
  const revisionId = await revise(server)
  const trailArn = await makeTrail(server)
  const policyArn = await makePolicy(server)
  const found = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
  })
  const denied = found.find(({ errorCode }) => errorCode === 'AccessDenied')
  const deployed = found.at(-1)
  if (!denied || !deployed) throw new Error('The seed has left other events than it should.')
  return { deploymentId, revisionId, coreDevice, trailArn, policyArn, denied, deployed }
}

async function makeFleet(server: TestServer): Promise<string> {
  const { greengrass, iot } = server.clients()
  const coreDeviceThingName = 'press-1'
  for (const thingName of [coreDeviceThingName, 'sensor-7'])
    await iot.send(new CreateThingCommand({ thingName }))
  const member = { thingGroupName: 'Fleet', thingName: coreDeviceThingName }
  await iot.send(new AddThingToThingGroupCommand(member))
  const device = new SimulatedCoreDevice(server.clients(), coreDeviceThingName)
  await device.register()
  await device.takeNextDeployment()
  await greengrass.send(
    new BatchAssociateClientDeviceWithCoreDeviceCommand({
      coreDeviceThingName,
      entries: [{ thingName: 'sensor-7' }],
    }),
  )
  return coreDeviceThingName
}

async function revise(server: TestServer): Promise<string> {
  const merge = JSON.stringify({ logLevel: 'WARN' })
  const components = {
    'com.example.Seed': { componentVersion: '1.0.0', configurationUpdate: { merge } },
  }
  const revision = { targetArn, deploymentName: 'Nightly, quieter', components }
  const { greengrass } = server.clients()
  return (await greengrass.send(new CreateDeploymentCommand(revision))).deploymentId ?? ''
}

async function makeTrail(server: TestServer): Promise<string> {
  await server.makeTrailBucket('audit-logs')
  const { cloudtrail } = server.clients()
  const trail = { Name: 'main', S3BucketName: 'audit-logs', IsMultiRegionTrail: true }
  const { TrailARN = '' } = await cloudtrail.send(new CreateTrailCommand(trail))
  await cloudtrail.send(new StartLoggingCommand({ Name: TrailARN }))
  return TrailARN
}

async function makePolicy(server: TestServer): Promise<string> {
  const { iam } = server.clients()
  const PolicyDocument = allowing('greengrass:CreateDeployment')
  await iam.send(new CreatePolicyCommand({ PolicyName: 'Deploying', PolicyDocument }))
  const PolicyArn = `arn:aws:iam::${accountId}:policy/Deploying`
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn }))
  return PolicyArn
}

/** The component of the seed. */
export const seedComponentArn = `arn:aws:greengrass:${region}:${accountId}:components:com.example.Seed:versions:1.0.0`
