import { createHmac } from 'node:crypto'
import { CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import {
  type HttpSubscriber,
  httpSubscriber,
  type ReceivedMessage,
} from '../support/http-subscriber.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'

const secret = 'a secret of more than twenty-four letters'
const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Hooked`

let endpoint: HttpSubscriber
let server: TestServer
beforeEach(async () => {
  endpoint = await httpSubscriber()
  server = await startServer({
    webhooks: [
      {
        name: 'deployments',
        url: endpoint.url,
        secret,
        state: 'ENABLED',
        pattern: { source: ['aws.greengrass'], detail: { eventName: [{ prefix: 'Create' }] } },
      },
    ],
  })
  await server.makeTrailBucket('audit-logs')
  await server.clients().iot.send(new CreateThingGroupCommand({ thingGroupName: 'Hooked' }))
})
afterEach(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  await endpoint.close()
})

const startTrail = async () => {
  const { cloudtrail } = server.clients()
  await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'audit-logs' }))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
}
const deploy = () => server.clients().greengrass.send(new CreateDeploymentCommand({ targetArn }))
const eventIds = () =>
  endpoint.received.map(
    ({ body }) => (JSON.parse(body) as { detail: { eventID: string } }).detail.eventID,
  )
const isSigned = ({ headers, body }: ReceivedMessage) => {
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = headers
  const digest = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64')
  return signature === `v1,${digest}`
}

test('gets what a trail records and its pattern matches, signed', async () => {
  await deploy()
  await startTrail()
  await deploy()
  await server.clients().greengrass.send(new ListDeploymentsCommand({ targetArn }))
  await deploy()
  const recorded = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
  })
  const wanted = recorded.slice(0, 2).map(({ eventID }) => eventID)
  await eventually(() => expect(eventIds().toSorted()).toEqual(wanted.toSorted()))
  expect(endpoint.received.every(isSigned)).toBe(true)
})

test('gets it after the endpoint, and the server, were away', async () => {
  await startTrail()
  endpoint.answer = 503
  await deploy()
  await eventually(() => expect(endpoint.received.length).toBeGreaterThan(0))
  server = await server.restarted()
  endpoint.answer = 200
  await deploy()
  await eventually(() => expect(new Set(eventIds()).size).toBe(2))
})
