import { PutEventSelectorsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { ofCallers } from '../support/events.ts'
import { trailSite } from '../support/trail-site.ts'

const { server, cloudtrail, create } = trailSite()

/** A caller must not be able to push one key out of the event with the length of the others. */
test('a trail that watches one object sees it deleted among a thousand', async () => {
  const { s3 } = server().clients()
  await s3.send(new CreateBucketCommand({ Bucket: 'many' }))
  await create()
  const secret = 'arn:aws:s3:::many/secret'
  const FieldSelectors = [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
    { Field: 'resources.ARN', Equals: [secret] },
  ]
  await cloudtrail().send(
    new PutEventSelectorsCommand({
      TrailName: 'main',
      AdvancedEventSelectors: [{ FieldSelectors }],
    }),
  )
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  const long = Array.from({ length: 999 }, (_, i) => ({ Key: `${'x'.repeat(900)}${i}` }))
  const Delete = { Objects: [...long, { Key: 'secret' }], Quiet: true }
  await s3.send(new DeleteObjectsCommand({ Bucket: 'many', Delete }))
  await vi.waitFor(() => expect(ofCallers(server().logged('audit-logs'))).toHaveLength(1))
  const [event] = server().logged('audit-logs')
  expect(event).toMatchObject({
    eventName: 'DeleteObjects',
    requestParameters: { omitted: true },
    resources: expect.arrayContaining([{ type: 'AWS::S3::Object', ARN: secret }]) as unknown,
  })
})
