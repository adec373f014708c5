import {
  type CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allow, aUser } from '../support/identities.ts'
import { accountId, region, startServerWith, type TestServer } from '../support/server.ts'
import { trailArn } from '../support/trail-site.ts'

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
const allButOneTrail = aUser({ accountId, userName: 'bob' }, allow('*'), {
  Effect: 'Deny',
  Action: 'cloudtrail:*',
  Resource: trailArn('main'),
})
const ofOneTrail = aUser(
  { accountId, userName: 'alice' },
  { Effect: 'Allow', Action: 'cloudtrail:*', Resource: trailArn('hers') },
)
let server: TestServer
let cloudtrail: CloudTrailClient
beforeAll(async () => {
  server = await startServerWith([...ofOneTrail.changes, ...allButOneTrail.changes])
  cloudtrail = server.clients(ofOneTrail.keys).cloudtrail
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const listTags = (...ResourceIdList: string[]) =>
  cloudtrail.send(new ListTagsCommand({ ResourceIdList }))
const denied = (action: string, arn: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringContaining(`to perform: ${action} on resource: ${arn} because`) as string,
})

test('who may list the tags of one trail may not list another’s beside', async () => {
  await expect(listTags(trailArn('hers'))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  for (const ids of [['other'], ['hers', 'other']])
    await expect(listTags(...ids.map((name) => trailArn(name)))).rejects.toMatchObject(
      denied('cloudtrail:ListTags', trailArn('other')),
    )
})

test('a name stands for the trail at home in the Region of the call', async () => {
  const Name = 'hers'
  await expect(cloudtrail.send(new GetTrailCommand({ Name }))).rejects.toMatchObject({
    name: 'TrailNotFoundException',
  })
  const elsewhere = server.clients(ofOneTrail.keys, 'eu-west-1').cloudtrail
  await expect(elsewhere.send(new StopLoggingCommand({ Name }))).rejects.toMatchObject(
    denied('cloudtrail:StopLogging', trailArn(Name, 'eu-west-1')),
  )
})

test('listing trails takes rights on everything', async () => {
  await expect(cloudtrail.send(new DescribeTrailsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${ofOneTrail.arn} is not authorized to perform: cloudtrail:DescribeTrails because no identity-based policy allows the cloudtrail:DescribeTrails action`,
  })
})

test('a trail has one ARN, by which policies protect it', async () => {
  await server.makeTrailBucket('audit-logs')
  const admin = server.clients().cloudtrail
  await admin.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'audit-logs' }))
  await admin.send(new StartLoggingCommand({ Name: 'main' }))
  const bob = server.clients(allButOneTrail.keys).cloudtrail
  const arn = trailArn('main')
  const spellings = [
    'main',
    arn,
    ...['aws-cn', 'aws-us-gov', 'AWS', ''].map((partition) => arn.replace('aws', partition)),
    arn.replace('trail/', 'Trail/'),
    arn.replace(region, region.toUpperCase()),
    `${arn}/`,
    `${arn} `,
  ]
  for (const Name of spellings) {
    const stop = bob.send(new StopLoggingCommand({ Name }))
    await expect(stop, Name).rejects.toMatchObject({
      name: expect.stringMatching(/^(AccessDenied|CloudTrailARNInvalid)Exception$/) as string,
    })
  }
  expect((await admin.send(new GetTrailStatusCommand({ Name: 'main' }))).IsLogging).toBe(true)
})
