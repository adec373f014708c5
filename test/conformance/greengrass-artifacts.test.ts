import { hash } from 'node:crypto'
import {
  CreateComponentVersionCommand,
  CreateDeploymentCommand,
  GetComponentCommand,
  GetComponentVersionArtifactCommand,
} from '@aws-sdk/client-greengrassv2'
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { recipeBytes } from '../support/recipes.ts'
import { recordedEvents, startKeepingServer } from '../support/recorded-events.ts'
import { accountId, type Clients, region, type TestServer } from '../support/server.ts'
import { signedHeaders } from '../support/signer.ts'

/** What the service hands out itself, by URLs that anybody can fetch: artifacts, and documents too large to be sent. */

const Bucket = `greengrass-${region}-${accountId}`
const artifactName = 'Uvt6EZ=/a b/hello.sh'
const Key = `artifacts/${artifactName}`
const objectArn = `arn:aws:s3:::${Bucket}/${Key}`
const service = { type: 'AWSService', invokedBy: 'greengrass.amazonaws.com' }
const allowed = {
  Effect: 'Allow',
  Principal: { Service: service.invokedBy },
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${Bucket}/*`,
  Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
}

let server: TestServer
let clients: Clients
const fleet = fleetOf(() => clients)
beforeAll(async () => {
  server = await startKeepingServer()
  clients = server.clients()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const newEvents = recordedEvents(() => server)
beforeEach(() => void newEvents())

const devicesGet = async (target: string) => {
  const { host } = new URL(server.url)
  const keys = server.keys.admin
  const body = new Uint8Array()
  const signed = { method: 'GET', host, target, headers: {}, body, keys, region }
  const headers = signedHeaders({ ...signed, service: 'greengrass' })
  return fetch(`${server.url}${target}`, { headers })
}

const configurationOf = (deploymentId: string | undefined, thingName = 'Core') =>
  devicesGet(`/greengrass/v2/coreDevices/${thingName}/deployments/${deploymentId}`)

test('a document too large to be sent is fetched from a URL', async () => {
  const targetArn = fleet.groupArn(await fleet.group())
  await clients.greengrass.send(new CreateComponentVersionCommand({ inlineRecipe: recipeBytes() }))
  const merge = JSON.stringify({ a: 'x'.repeat(40_000) })
  const components = {
    'com.example.Hello': { componentVersion: '1.0.0', configurationUpdate: { merge } },
  }
  const { deploymentId } = await clients.greengrass.send(
    new CreateDeploymentCommand({ targetArn, components }),
  )
  newEvents()
  const answer = await configurationOf(deploymentId)
  expect(answer.status).toBe(200)
  const { preSignedUrl, integrityCheck } = (await answer.json()) as {
    preSignedUrl: string
    integrityCheck: object
  }
  const asked = newEvents()
  const document = await (await fetch(preSignedUrl)).text()
  expect(integrityCheck).toEqual({
    algorithm: 'SHA-256',
    digest: hash('sha256', document, 'base64'),
  })
  expect(JSON.parse(document)).toMatchObject({
    deploymentId,
    components: { 'com.example.Hello': { configurationUpdate: { merge: JSON.parse(merge) } } },
  })
  const key = `deployments/${deploymentId}.json`
  expect(asked).toMatchObject([
    {
      eventName: 'GetDeploymentConfiguration',
      eventCategory: 'Data',
      readOnly: true,
      requestParameters: { coreDeviceThingName: 'Core', deploymentId },
      responseElements: null,
      resources: [{ accountId, type: 'AWS::GreengrassV2::Deployment' }],
    },
    { eventName: 'CreateBucket', userIdentity: service, requestParameters: { bucketName: Bucket } },
    {
      eventName: 'PutObject',
      eventCategory: 'Data',
      userIdentity: service,
      requestParameters: { bucketName: Bucket, key },
    },
  ])
  expect(newEvents()).toMatchObject([{ eventName: 'GetObject', userIdentity: service }])
  expect((await configurationOf(deploymentId)).status).toBe(200)
  expect(newEvents().map(({ eventName }) => eventName)).toEqual([
    'GetDeploymentConfiguration',
    'PutObject',
  ])
  expect((await configurationOf('gone')).status).toBe(404)
})

test('an artifact is fetched from a URL, and the download is the service’s', async () => {
  await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'echo hello' }))
  const Artifacts = [{ Uri: `greengrass:${artifactName}` }]
  const Manifests = [{ Platform: { os: 'linux' }, Lifecycle: {}, Artifacts }]
  const inlineRecipe = recipeBytes({ ComponentVersion: '2.0.0', Manifests })
  const { arn } = await clients.greengrass.send(new CreateComponentVersionCommand({ inlineRecipe }))
  const { recipe } = await clients.greengrass.send(new GetComponentCommand({ arn }))
  expect(Buffer.from(recipe ?? []).toString()).toContain(hash('sha256', 'echo hello', 'base64'))
  newEvents()

  const { preSignedUrl = '' } = await clients.greengrass.send(
    new GetComponentVersionArtifactCommand({ arn, artifactName }),
  )
  const asked = newEvents()
  const answer = await fetch(preSignedUrl)
  expect([answer.status, await answer.text()]).toEqual([200, 'echo hello'])
  const fetched = newEvents()
  expect(asked).toMatchObject([
    {
      eventName: 'GetComponentVersionArtifact',
      readOnly: true,
      eventCategory: 'Management',
      requestParameters: { arn, artifactName },
      responseElements: null,
    },
  ])
  expect(fetched).toMatchObject([
    {
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      userIdentity: service,
      sourceIPAddress: '127.0.0.1',
      requestParameters: { bucketName: Bucket, key: Key, 'X-Amz-Expires': '900' },
      additionalEventData: { AuthenticationMethod: 'QueryString' },
      resources: [{ ARN: objectArn }, { accountId }],
      recipientAccountId: accountId,
      eventCategory: 'Data',
    },
  ])
  expect(fetched[0]?.userIdentity).toEqual(service)
  const query = new URL(preSignedUrl).searchParams
  for (const name of ['Credential', 'Security-Token', 'Signature']) {
    const secret = query.get(`X-Amz-${name}`) ?? 'missing'
    expect(JSON.stringify([...asked, ...fetched])).not.toContain(secret)
  }

  const other = new URL(preSignedUrl)
  other.pathname += 'x'
  expect((await fetch(other)).status).toBe(403)
  expect((await fetch(preSignedUrl, { method: 'DELETE' })).status).toBe(403)
})

test('the policy of the bucket has to let the service read', async () => {
  const arn = `arn:aws:greengrass:${region}:${accountId}:components:com.example.Hello:versions:2.0.0`
  const get = () =>
    clients.greengrass.send(new GetComponentVersionArtifactCommand({ arn, artifactName }))
  const { preSignedUrl = '' } = await get()
  await clients.s3.send(new DeleteBucketPolicyCommand({ Bucket }))
  await expect(get()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('has no policy') as string,
  })
  newEvents()
  expect((await fetch(preSignedUrl)).status).toBe(403)
  expect(newEvents()).toMatchObject([{ errorCode: 'AccessDenied', userIdentity: service }])
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] })
  await clients.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
  expect((await fetch(preSignedUrl)).status).toBe(200)
})

test('the code of a Lambda function is there once somebody has put it into the bucket', async () => {
  const inRegion = 'eu-west-1'
  const { greengrass, s3 } = server.clients(undefined, inRegion)
  const lambdaArn = `arn:aws:lambda:${inRegion}:${accountId}:function:Hello:7`
  const { arn } = await greengrass.send(
    new CreateComponentVersionCommand({ lambdaFunction: { lambdaArn } }),
  )
  const { recipe } = await greengrass.send(new GetComponentCommand({ arn }))
  const [, name = ''] = /"greengrass:([^"]+)"/.exec(Buffer.from(recipe ?? []).toString()) ?? []
  const get = () =>
    greengrass.send(new GetComponentVersionArtifactCommand({ arn, artifactName: name }))
  await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })

  const own = `greengrass-${inRegion}-${accountId}`
  const CreateBucketConfiguration = { LocationConstraint: inRegion } as const
  await s3.send(new CreateBucketCommand({ Bucket: own, CreateBucketConfiguration }))
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ ...allowed, Resource: `arn:aws:s3:::${own}/*` }],
  })
  await s3.send(new PutBucketPolicyCommand({ Bucket: own, Policy }))
  await s3.send(new PutObjectCommand({ Bucket: own, Key: `artifacts/${name}`, Body: 'zip' }))
  const { preSignedUrl = '' } = await get()
  expect(await (await fetch(preSignedUrl)).text()).toBe('zip')
})
