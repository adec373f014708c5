import { CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestedIn, recordsOf } from '../support/faulty-bucket.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { objectsIn } from '../support/trail-reader.ts'
import { trailArn } from '../support/trail-site.ts'
import { callWaymark } from '../support/waymark.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ deliveryIntervalMs: 20, digestIntervalMs: 2_000 })
  await server.makeTrailBucket('audit-logs')
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

interface Delivery {
  readonly s3Object: string
  readonly digestS3Object?: string
}

const deliveriesOf = async (eventId: string) =>
  (await callWaymark(server, 'GetEvent', { eventId })).json['deliveries'] as readonly Delivery[]

test('GetEvent tells the log file of an event and its digest, once they are there', async () => {
  const { cloudtrail, greengrass, s3 } = server.clients()
  const trail = { Name: 'main', S3BucketName: 'audit-logs', EnableLogFileValidation: true }
  await greengrass.send(new ListDeploymentsCommand({}))
  await cloudtrail.send(new CreateTrailCommand(trail))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  await greengrass.send(new ListDeploymentsCommand({}))
  const listed = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ListDeployments' }],
  })
  const [after = '', before = ''] = listed.map(({ eventID }) => eventID)

  await expect
    .poll(() => deliveriesOf(after), { timeout: 20_000 })
    .toEqual([
      {
        trailArn: trailArn('main'),
        s3Bucket: 'audit-logs',
        s3Object: expect.any(String) as string,
        digestS3Bucket: 'audit-logs',
        digestS3Object: expect.any(String) as string,
      },
    ])
  expect(await deliveriesOf(before)).toEqual([])
  const [{ s3Object, digestS3Object } = { s3Object: '' }] = await deliveriesOf(after)
  const objects = await objectsIn(s3, 'audit-logs')
  const [logFile, digest] = [s3Object, digestS3Object].map(
    (key) => objects.get(`audit-logs/${key}`)?.body ?? new Uint8Array(),
  )
  expect(recordsOf(logFile as Uint8Array).map(({ eventID }) => eventID)).toContain(after)
  expect(digestedIn(digest as Uint8Array)).toContain(`audit-logs/${s3Object}`)
})
