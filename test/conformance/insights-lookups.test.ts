import {
  type LookupAttributeKey,
  LookupEventsCommand,
  type LookupEventsRequest,
} from '@aws-sdk/client-cloudtrail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html */
let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const lookup = (input: LookupEventsRequest = {}) =>
  server.clients().cloudtrail.send(new LookupEventsCommand({ EventCategory: 'insight', ...input }))
const by = (AttributeKey: LookupAttributeKey) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue: 'x' }],
})

test.each(['EventId', 'EventName', 'EventSource'] as const)('%s finds none', async (key) => {
  expect(await lookup(by(key))).toMatchObject({ Events: [] })
})

test.each(['ReadOnly', 'Username', 'ResourceType', 'ResourceName', 'AccessKeyId'] as const)(
  '%s is no attribute of Insights events',
  async (key) => {
    await expect(lookup(by(key))).rejects.toMatchObject({
      name: 'InvalidLookupAttributesException',
      $metadata: { httpStatusCode: 400 },
    })
  },
)

test('a page token is theirs or refused', async () => {
  const { NextToken } = await server
    .clients()
    .cloudtrail.send(new LookupEventsCommand({ MaxResults: 1 }))
  for (const token of ['made up', NextToken ?? 'none'])
    await expect(lookup({ NextToken: token })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    })
})
