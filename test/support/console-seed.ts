import {
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
} from '@aws-sdk/client-greengrassv2'
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { accountId, region, type TestServer } from './server.ts'

export const PASSWORD = 'Correct-Horse-1'
export const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Fleet`

export interface Seed {
  readonly deploymentId: string
}

/** A day in the account: admin, as role session `night-shift`, deploys to the fleet; alice is denied it. */
export async function seedDay(server: TestServer): Promise<Seed> {
  const { iam, iot, sts, greengrass } = server.clients()
  await iam.send(new CreateLoginProfileCommand({ UserName: 'admin', Password: PASSWORD }))
  await iot.send(new CreateThingGroupCommand({ thingGroupName: 'Fleet' }))
  const inlineRecipe = Buffer.from(JSON.stringify(recipe))
  await greengrass.send(new CreateComponentVersionCommand({ inlineRecipe }))
  await iam.send(
    new CreateRoleCommand({ RoleName: 'Deployer', AssumeRolePolicyDocument: trustingAccount }),
  )
  const rights = { RoleName: 'Deployer', PolicyName: 'all', PolicyDocument: allowingAll }
  await iam.send(new PutRolePolicyCommand(rights))
  const session = {
    RoleArn: `arn:aws:iam::${accountId}:role/Deployer`,
    RoleSessionName: 'night-shift',
  }
  const { Credentials: issued } = await sts.send(new AssumeRoleCommand(session))
  const role = server.clients({
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken ?? '',
  })
  const { deploymentId = '' } = await role.greengrass.send(
    new CreateDeploymentCommand({
      targetArn,
      deploymentName: 'Nightly',
      components: { 'com.example.Seed': { componentVersion: '1.0.0' } },
    }),
  )
  await deniedToAlice(server)
  return { deploymentId }
}

async function deniedToAlice(server: TestServer): Promise<void> {
  const { iam } = server.clients()
  await iam.send(new CreateUserCommand({ UserName: 'alice' }))
  const reading = { UserName: 'alice', PolicyName: 'reading', PolicyDocument: allowingToRead }
  await iam.send(new PutUserPolicyCommand(reading))
  const { AccessKey: key } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }))
  const alice = server.clients({
    accessKeyId: key?.AccessKeyId ?? '',
    secretAccessKey: key?.SecretAccessKey ?? '',
  })
  await alice.greengrass.send(new CreateDeploymentCommand({ targetArn })).catch(() => undefined)
}

const recipe = {
  RecipeFormatVersion: '2020-01-25',
  ComponentName: 'com.example.Seed',
  ComponentVersion: '1.0.0',
  Manifests: [{ Platform: { os: 'linux', runtime: '*' }, Lifecycle: { Run: 'true' } }],
}

const trustingAccount = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'sts:AssumeRole',
    },
  ],
})

const allowingToRead = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Reading', Effect: 'Allow', Action: 'greengrass:Get*', Resource: '*' }],
})

const allowingAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})
