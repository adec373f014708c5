import {
  CreateTrailCommand,
  DeleteTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { eventually } from '../support/eventually.ts'
import { accountId, startServer, type TestServer } from '../support/server.ts'
import { objectsIn } from '../support/trail-reader.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ deliveryIntervalMs: 50 })
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

/** A trail in another Region than its bucket, whose data events it records. */
async function startTrail(bucket: string, RecursiveLogging = true): Promise<void> {
  const { cloudtrail } = server.clients(server.keys.admin, 'eu-west-1')
  await server.makeTrailBucket(bucket)
  await cloudtrail.send(
    new CreateTrailCommand({
      Name: bucket,
      S3BucketName: bucket,
      IsMultiRegionTrail: true,
      RecursiveLogging,
    }),
  )
  await cloudtrail.send(
    new PutEventSelectorsCommand({
      TrailName: bucket,
      EventSelectors: [
        { DataResources: [{ Type: 'AWS::S3::Object', Values: [`arn:aws:s3:::${bucket}/`] }] },
      ],
    }),
  )
  await cloudtrail.send(new StartLoggingCommand({ Name: bucket }))
}
const stopTrail = (Name: string) =>
  server.clients(server.keys.admin, 'eu-west-1').cloudtrail.send(new DeleteTrailCommand({ Name }))
const own = (events: readonly AuditEvent[]) =>
  events.filter(({ userIdentity }) => userIdentity.invokedBy === 'cloudtrail.amazonaws.com')

test('what CloudTrail does with a bucket is in the history and the log files of its owner', async () => {
  await startTrail('own-calls')
  const putObject = await eventually(() => {
    const [event] = own(server.logged('own-calls')).filter((each) => each.eventName === 'PutObject')
    expect(event).toBeDefined()
    return event as AuditEvent
  })
  await stopTrail('own-calls')
  expect(putObject).toMatchObject({
    userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' },
    awsRegion: 'us-west-2',
    requestParameters: { 'x-amz-acl': 'bucket-owner-full-control' },
    managementEvent: false,
    recipientAccountId: accountId,
    sharedEventID: expect.any(String) as string,
  })
  const stored = await objectsIn(server.clients().s3, 'own-calls')
  const { key } = putObject.requestParameters as { readonly key: string }
  expect([...stored.keys()]).toContain(`own-calls/${key}`)
  const history = own(await server.lookup())
  expect(history.map(({ eventName }) => eventName)).toEqual(['GetBucketAcl'])
  expect(history[0]?.resources).toEqual([
    { accountId, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::own-calls' },
  ])
})

test('a trail without RecursiveLogging comes to rest', async () => {
  await startTrail('at-rest', false)
  // The look at the access control list is recorded, but no delivery is.
  await eventually(() => expect(own(server.logged('at-rest'))).toHaveLength(1))
  const before = (await objectsIn(server.clients().s3, 'at-rest')).size
  await server.clients().greengrass.send(new ListDeploymentsCommand({}))
  await eventually(async () =>
    expect((await objectsIn(server.clients().s3, 'at-rest')).size).toBeGreaterThan(before),
  )
  await stopTrail('at-rest')
  expect(own(server.logged('at-rest')).map(({ eventName }) => eventName)).toEqual(['GetBucketAcl'])
})
