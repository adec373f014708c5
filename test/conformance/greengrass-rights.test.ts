import {
  AssociateServiceRoleToAccountCommand,
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  DeleteComponentCommand,
  DescribeComponentCommand,
  ResolveComponentCandidatesCommand,
  TagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { signedHeaders } from '../support/signer.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'
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

test('what is denied by its ARN cannot be had by another spelling of it', async () => {
  const inlineRecipe = recipeBytes({ ComponentName: 'com.example.Kept' })
  const create = new CreateComponentVersionCommand({ inlineRecipe })
  const { arn = '' } = await server.clients().greengrass.send(create)
  const { greengrass } = await userWho(
    { Action: 'greengrass:*' },
    { Effect: 'Deny', Action: 'greengrass:DeleteComponent', Resource: arn },
  )
  for (const [spelled, name] of [
    [arn, 'AccessDeniedException'],
    [arn.replace('arn:aws:', 'arn:x:'), 'ResourceNotFoundException'],
    [arn.replace('arn:aws:', 'arn::'), 'ResourceNotFoundException'],
  ] as const)
    await expect(
      greengrass.send(new DeleteComponentCommand({ arn: spelled })),
    ).rejects.toMatchObject({ name })
  expect(await greengrass.send(new DescribeComponentCommand({ arn }))).toMatchObject({ arn })
})

test('a component is resolved for those who may have that version, one candidate like the other', async () => {
  const admin = server.clients().greengrass
  for (const [ComponentName, ComponentVersion] of [
    ['com.example.Open', '1.0.0'],
    ['com.example.Open', '2.0.0'],
    ['com.example.Secret', '1.0.0'],
  ]) {
    const inlineRecipe = recipeBytes({ ComponentName, ComponentVersion })
    await admin.send(new CreateComponentVersionCommand({ inlineRecipe }))
  }
  const arnOf = (name: string, version: string, account = accountId) =>
    `arn:aws:greengrass:${region}:${account}:components:${name}:versions:${version}`
  const { greengrass } = await userWho(
    { Action: 'greengrass:*', Resource: arnOf('com.example.Open', '1.0.0') },
    { Action: 'greengrass:*', Resource: arnOf('aws.greengrass.*', '*', 'aws') },
  )
  const resolve = (...candidates: readonly (readonly [name: string, range: string])[]) =>
    greengrass.send(
      new ResolveComponentCandidatesCommand({
        platform: { attributes: { os: 'linux' } },
        componentCandidates: candidates.map(([componentName, range]) => ({
          componentName,
          versionRequirements: { requirements: range },
        })),
      }),
    )
  const open = ['com.example.Open', '1.0.0'] as const
  const { resolvedComponentVersions } = await resolve(open, ['aws.greengrass.Cli', '2.9.5'])
  expect(resolvedComponentVersions).toHaveLength(2)
  for (const [refused, arn] of [
    [['com.example.Open', '*'], arnOf('com.example.Open', '2.0.0')],
    [['com.example.Secret', '*'], arnOf('com.example.Secret', '1.0.0')],
    [['com.example.Nothing', '*'], arnOf('com.example.Nothing', '*')],
  ] as const)
    for (const candidates of [[refused], [open, refused]])
      await expect(resolve(...candidates)).rejects.toMatchObject(
        denied('greengrass:ResolveComponentCandidates', arn),
      )
})

test('who associates a role must be allowed to pass it to the service', async () => {
  const roleArn = `arn:aws:iam::${accountId}:role/Greengrass_ServiceRole`
  const associate = new AssociateServiceRoleToAccountCommand({ roleArn })
  const passTo = (service: string) =>
    userWho(
      { Action: 'greengrass:*' },
      {
        Action: 'iam:PassRole',
        Resource: roleArn,
        Condition: { StringEquals: { 'iam:PassedToService': service } },
      },
    )
  for (const service of [undefined, 'lambda.amazonaws.com']) {
    const { greengrass } = await (service ? passTo(service) : userWho({ Action: 'greengrass:*' }))
    await expect(greengrass.send(associate)).rejects.toMatchObject(denied('iam:PassRole', roleArn))
  }
  const { greengrass } = await passTo('greengrass.amazonaws.com')
  expect(await greengrass.send(associate)).toHaveProperty('associatedAt')
})

test('the right to tag may be for some components, and for deployments', async () => {
  const ofAccount = `arn:aws:greengrass:${region}:${accountId}`
  const { greengrass } = await userWho(
    { Action: ['greengrass:Create*', 'iot:DescribeThingGroup', 'iot:CreateJob'] },
    { Action: 'greengrass:TagResource', Resource: `${ofAccount}:components:com.example.Tagged*` },
  )
  const tags = { team: 'blue' }
  const create = (ComponentName: string) =>
    greengrass.send(
      new CreateComponentVersionCommand({ inlineRecipe: recipeBytes({ ComponentName }), tags }),
    )
  await create('com.example.Tagged')
  await expect(create('com.example.Untagged')).rejects.toMatchObject(
    denied('greengrass:TagResource', `${ofAccount}:components:com.example.Untagged:versions:*`),
  )
  const targetArn = fleet.groupArn(await fleet.group())
  await expect(
    greengrass.send(new CreateDeploymentCommand({ targetArn, tags })),
  ).rejects.toMatchObject(denied('greengrass:TagResource', `${ofAccount}:deployments:*`))
})

test('tags decide, those a thing has and those it is to get', async () => {
  const admin = server.clients().greengrass
  const create = (ComponentName: string, line: string) =>
    new CreateComponentVersionCommand({
      inlineRecipe: recipeBytes({ ComponentName }),
      tags: { line },
    })
  const { arn: mine = '' } = await admin.send(create('com.example.Mine', 'a'))
  const { arn: theirs = '' } = await admin.send(create('com.example.Theirs', 'b'))
  const { greengrass } = await userWho(
    {
      Action: 'greengrass:DescribeComponent',
      Condition: { StringEquals: { 'aws:ResourceTag/line': 'a' } },
    },
    {
      Action: ['greengrass:CreateComponentVersion', 'greengrass:TagResource'],
      Condition: { StringEquals: { 'aws:RequestTag/line': 'a' } },
    },
  )
  const described = await greengrass.send(new DescribeComponentCommand({ arn: mine }))
  expect(described.tags).toEqual({ line: 'a' })
  await expect(
    greengrass.send(new DescribeComponentCommand({ arn: theirs })),
  ).rejects.toMatchObject(denied('greengrass:DescribeComponent', theirs))
  await greengrass.send(create('com.example.New', 'a'))
  await expect(greengrass.send(create('com.example.Other', 'b'))).rejects.toMatchObject(
    denied('greengrass:CreateComponentVersion'),
  )
  await expect(
    greengrass.send(new TagResourceCommand({ resourceArn: mine, tags: { line: 'b' } })),
  ).rejects.toMatchObject(denied('greengrass:TagResource', mine))
})

test('an artifact that its author may not read cannot be had', async () => {
  const { s3 } = server.clients()
  const object = { Bucket: 'private-artifacts', Key: 'x.sh' }
  await s3.send(new CreateBucketCommand({ Bucket: object.Bucket }))
  await s3.send(new PutObjectCommand({ ...object, Body: 'echo' }))
  const Manifests = [{ Lifecycle: {}, Artifacts: [{ Uri: 's3://private-artifacts/x.sh' }] }]
  const inlineRecipe = recipeBytes({ ComponentName: 'com.example.Reader', Manifests })
  const create = new CreateComponentVersionCommand({ inlineRecipe })
  const { greengrass } = await userWho({ Action: 'greengrass:*' })
  await expect(greengrass.send(create)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('cannot be accessed') as string,
  })
  const reader = await userWho({ Action: ['greengrass:*', 's3:GetObject'] })
  expect(await reader.greengrass.send(create)).toMatchObject({ componentVersion: '1.0.0' })
})

test('a core device asks for its groups, with its ARNs raw or encoded', async () => {
  const thingName = await fleet.thing()
  const group = await fleet.group(thingName)
  const get = async (target: string) => {
    const { host } = new URL(server.url)
    const {
      'content-length': _,
      host: __,
      ...headers
    } = signedHeaders({
      method: 'GET',
      host,
      target,
      headers: {},
      body: new Uint8Array(),
      keys: server.keys.admin,
      region,
      service: 'greengrass',
    })
    return (await fetch(`${server.url}${target}`, { headers })).json()
  }
  const path = `/greengrass/v2/coreDevices/${thingName}`
  expect(await get(`${path}/thingGroups`)).toEqual({
    thingGroups: [
      {
        thingGroupName: group,
        thingGroupArn: fleet.groupArn(group),
        rootToParentThingGroups: [],
      },
    ],
  })
  const arn = `arn:aws:greengrass:${region}:aws:components:aws.greengrass.Cli:versions:2.9.5`
  for (const written of [arn, encodeURIComponent(arn)])
    expect(await get(`/greengrass/v2/components/${written}/metadata`)).toMatchObject({ arn })
  const events = await server.lookup()
  expect(events.map(({ eventName }) => eventName)).not.toContain('ListThingGroupsForCoreDevices')
})
