import {
  AddTagsCommand,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  RemoveTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import {
  accountId,
  otherAccountId,
  otherRoot,
  region,
  startServerWithOtherAccount,
  type TestServer,
} from '../support/server.ts'
import { objectsIn } from '../support/trail-reader.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServerWithOtherAccount({ deliveryIntervalMs: 20 })
  await server.makeTrailBucket('org-logs')
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const Name = `arn:aws:cloudtrail:${region}:${accountId}:trail/org`
const management = () => server.clients().cloudtrail
const member = () => server.clients(otherRoot).cloudtrail
const notManagement = { name: 'NotOrganizationMasterAccountException' }

test('only the management account makes an organization’s trail', async () => {
  const input = { Name: 'org', S3BucketName: 'org-logs', IsOrganizationTrail: true }
  await expect(member().send(new CreateTrailCommand(input))).rejects.toMatchObject(notManagement)
  const made = await management().send(new CreateTrailCommand(input))
  expect(made).toMatchObject({ TrailARN: Name, IsOrganizationTrail: true })
})

test('members see it under its ARN, and cannot change it', async () => {
  const { trailList } = await member().send(new DescribeTrailsCommand({}))
  expect(trailList).toMatchObject([{ TrailARN: Name, HomeRegion: region }])
  const { Trail } = await member().send(new GetTrailCommand({ Name }))
  expect(Trail?.IsOrganizationTrail).toBe(true)
  for (const call of [
    member().send(new StartLoggingCommand({ Name })),
    member().send(new StopLoggingCommand({ Name })),
    member().send(new UpdateTrailCommand({ Name, S3KeyPrefix: 'x' })),
    member().send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors: [{}] })),
    member().send(new AddTagsCommand({ ResourceId: Name, TagsList: [{ Key: 'a' }] })),
    member().send(new RemoveTagsCommand({ ResourceId: Name, TagsList: [{ Key: 'a' }] })),
    member().send(new DeleteTrailCommand({ Name })),
  ])
    await expect(call).rejects.toMatchObject(notManagement)
})

test('it records every account, each in its folder of the organization', async () => {
  await management().send(new StartLoggingCommand({ Name }))
  await server.clients(otherRoot).sts.send(new GetCallerIdentityCommand({}))
  const status = await member().send(new GetTrailStatusCommand({ Name }))
  expect(status.IsLogging).toBe(true)
  await eventually(async () => {
    const folders = [...(await objectsIn(server.clients().s3, 'org-logs')).keys()].map((name) =>
      name
        .split('/')
        .slice(1, 5)
        .join('/')
        .replace(/o-[a-z0-9]{10}/, 'o-id'),
    )
    expect(new Set(folders)).toEqual(
      new Set([accountId, otherAccountId].map((account) => `AWSLogs/o-id/${account}/CloudTrail`)),
    )
  })
})

test('it becomes one account’s, and members see it no more', async () => {
  const updated = await management().send(
    new UpdateTrailCommand({ Name, IsOrganizationTrail: false }),
  )
  expect(updated.IsOrganizationTrail).toBe(false)
  const { trailList } = await member().send(new DescribeTrailsCommand({}))
  expect(trailList).toEqual([])
  await expect(member().send(new GetTrailCommand({ Name }))).rejects.toMatchObject({
    name: 'TrailNotFoundException',
  })
  await management().send(new DeleteTrailCommand({ Name }))
})
