import {
  CreateTrailCommand,
  type CreateTrailRequest,
  DeleteTrailCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import { GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ofCallers } from '../support/events.ts'
import { eventsTold } from '../support/events-told.ts'
import { eventually } from '../support/eventually.ts'
import { httpSubscriber, type HttpSubscriber, isSoundlySigned } from '../support/http-subscriber.ts'
import {
  accountId,
  type Clients,
  region,
  startServer,
  trailTopicPolicy,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let clients: Clients
let subscriber: HttpSubscriber
beforeAll(async () => {
  server = await startServer({ deliveryIntervalMs: 50 })
  clients = server.clients()
  subscriber = await httpSubscriber()
  await server.makeTrailBucket('audit-logs')
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  await subscriber.close()
})

const topicArn = (name: string) => `arn:aws:sns:${region}:${accountId}:${name}`
const trailArn = `arn:aws:cloudtrail:${region}:${accountId}:trail/main`
const makeTopic = (Name: string, Policy?: object) =>
  clients.sns.send(
    new CreateTopicCommand({
      Name,
      ...(Policy ? { Attributes: { Policy: JSON.stringify(Policy) } } : {}),
    }),
  )
const create = (input: Partial<CreateTrailRequest> = {}) =>
  clients.cloudtrail.send(
    new CreateTrailCommand({
      Name: 'main',
      S3BucketName: 'audit-logs',
      SnsTopicName: 'files',
      IsMultiRegionTrail: true,
      ...input,
    }),
  )
const status = () => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))
const subscribe = async (TopicArn: string) => {
  await clients.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: subscriber.url }),
  )
  await eventually(() => expect(subscriber.received.length).toBeGreaterThan(0))
}

test('a subscriber confirms, is told of each file, fetches it, and finds what history has', async () => {
  await makeTopic('files', trailTopicPolicy(topicArn('files'), trailArn))
  await subscribe(topicArn('files'))
  await create()
  await eventually(() =>
    expect(subscriber.notifications()).toEqual(['CloudTrail validation message.']),
  )
  await clients.cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  for (let i = 0; i < 10; i++)
    for (const inRegion of [region, 'eu-west-1'])
      await server
        .clients(server.keys.admin, inRegion)
        .greengrass.send(new GetDeploymentCommand({ deploymentId: `gone-${i}` }))
        .catch(() => undefined)
  await clients.cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))

  const inHistory = [...(await server.lookup()), ...(await server.lookup({}, 'eu-west-1'))]
  const started = inHistory.findIndex(({ eventName }) => eventName === 'StartLogging')
  expect(started).toBeGreaterThan(0)
  const wanted = inHistory.filter(
    ({ eventName }) => eventName === 'GetDeployment' || /^(Start|Stop)Logging$/.test(eventName),
  )
  expect(wanted).toHaveLength(22)
  await eventually(async () => {
    const told = new Map(
      ofCallers(await eventsTold(subscriber, clients.s3, 'audit-logs')).map((event) => [
        event.eventID,
        event,
      ]),
    )
    expect(told).toEqual(new Map(wanted.map((event) => [event.eventID, event])))
  })
  for (const message of subscriber.received) expect(await isSoundlySigned(message)).toBe(true)
  const { LatestNotificationTime, ...others } = await status()
  expect(LatestNotificationTime).toBeInstanceOf(Date)
  expect(others.LatestNotificationError).toBeUndefined()
  expect(others.LatestNotificationAttemptTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(others.LatestNotificationAttemptSucceeded).toMatch(/Z$/)
})

test('a topic that is lost shows in the status, and in what the server advises', async () => {
  await clients.sns.send(
    new SetTopicAttributesCommand({
      TopicArn: topicArn('files'),
      AttributeName: 'Policy',
      AttributeValue: '',
    }),
  )
  await clients.cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  await eventually(async () =>
    expect((await status()).LatestNotificationError).toBe('AuthorizationError'),
  )
  expect(server.advice.join('\n')).toContain(
    `The policy of topic ${topicArn('files')} needs a statement that allows cloudtrail.amazonaws.com SNS:Publish, for aws:SourceArn ${trailArn}.`,
  )
  await clients.sns.send(new DeleteTopicCommand({ TopicArn: topicArn('files') }))
  await eventually(async () => expect((await status()).LatestNotificationError).toBe('NotFound'))
  await clients.cloudtrail.send(new DeleteTrailCommand({ Name: 'main' }))
})

const insufficient = {
  name: 'InsufficientSnsTopicPolicyException',
  message: 'SNS Topic does not exist or the topic policy is incorrect!',
}

test('a trail is neither made with a topic that is not there or forbids it, nor given one', async () => {
  await expect(create({ SnsTopicName: 'nowhere' })).rejects.toMatchObject(insufficient)
  await makeTopic('closed')
  await expect(create({ SnsTopicName: 'closed' })).rejects.toMatchObject(insufficient)
  const others = trailTopicPolicy(topicArn('other-trails'), `${trailArn}-other`)
  await makeTopic('other-trails', others)
  await expect(create({ SnsTopicName: topicArn('other-trails') })).rejects.toMatchObject(
    insufficient,
  )
  await create({ SnsTopicName: '' })
  const update = new UpdateTrailCommand({ Name: 'main', SnsTopicName: 'closed' })
  await expect(clients.cloudtrail.send(update)).rejects.toMatchObject(insufficient)
  await clients.cloudtrail.send(new DeleteTrailCommand({ Name: 'main' }))
})
