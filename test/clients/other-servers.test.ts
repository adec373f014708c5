import {
  CreateTrailCommand,
  type CreateTrailRequest,
  DeleteTrailCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge'
import { CreateDeploymentCommand, ListDeploymentsCommand } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { ofCallers } from '../support/events.ts'
import { eventsTold } from '../support/events-told.ts'
import { eventually } from '../support/eventually.ts'
import { httpSubscriber } from '../support/http-subscriber.ts'
import { type MotoServer, motoServer } from '../support/moto-server.ts'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'
import { pythonClients } from './python-clients.ts'

/** The other server answers in its own time. */

let moto: MotoServer | undefined
let server: TestServer
let clients: Clients
let others: { sns: SNSClient; logs: CloudWatchLogsClient; events: EventBridgeClient }
beforeAll(async () => {
  const python = await pythonClients()
  moto = python && (await motoServer(python))
  const endpoint = moto?.url ?? 'http://127.0.0.1:1'
  // Where the AWS SDK looks for credentials; the other server takes any.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any')
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' }
  const config = { region, endpoint, credentials }
  others = {
    sns: new SNSClient(config),
    logs: new CloudWatchLogsClient(config),
    events: new EventBridgeClient(config),
  }
  server = await startServer({
    deliveryIntervalMs: 50,
    snsEndpoint: endpoint,
    logsEndpoint: endpoint,
    eventsEndpoint: endpoint,
  })
  clients = server.clients()
  await server.makeTrailBucket('audit-logs')
  await clients.iot.send(new CreateThingGroupCommand({ thingGroupName: 'Moto' }))
})
afterEach(async () => {
  await clients.cloudtrail.send(new DeleteTrailCommand({ Name: 'main' })).catch(() => undefined)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  await moto?.close()
})

const create = (input: Partial<CreateTrailRequest> = {}) =>
  clients.cloudtrail.send(
    new CreateTrailCommand({ Name: 'main', S3BucketName: 'audit-logs', ...input }),
  )
const status = () => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))
const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Moto`

/** Calls while the trail is logging; resolves with their events as history has them, oldest first. */
async function recordCalls(): Promise<AuditEvent[]> {
  await clients.cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  for (let i = 0; i < 5; i++) {
    await clients.greengrass.send(new CreateDeploymentCommand({ targetArn }))
    await clients.greengrass.send(new ListDeploymentsCommand({ targetArn }))
  }
  await clients.cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
  const history = ofCallers(await server.lookup())
  const start = history.findIndex(({ eventName }) => eventName === 'StartLogging')
  return history.slice(0, start + 1).toReversed()
}
const ids = (events: readonly AuditEvent[]) => new Set(events.map(({ eventID }) => eventID))
const logged = async (logGroupName: string, logStreamNamePrefix?: string) => {
  const filter = { logGroupName, ...(logStreamNamePrefix ? { logStreamNamePrefix } : {}) }
  const { events = [] } = await others.logs.send(new FilterLogEventsCommand(filter))
  return events
}

test('a topic of another SNS is told of every file', async ({ skip }) => {
  if (!moto) return skip('there is no other server')
  const subscriber = await httpSubscriber({ confirms: false })
  const { TopicArn = '' } = await others.sns.send(new CreateTopicCommand({ Name: 'files' }))
  await others.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: subscriber.url }),
  )
  await create({ SnsTopicName: TopicArn })
  await eventually(() =>
    expect(subscriber.notifications()).toContain('CloudTrail validation message.'),
  )
  const wanted = await recordCalls()
  await eventually(async () =>
    expect(ids(ofCallers(await eventsTold(subscriber, clients.s3, 'audit-logs')))).toEqual(
      ids(wanted),
    ),
  )
  expect((await status()).LatestNotificationTime).toBeInstanceOf(Date)
  await subscriber.close()
})

test('a topic that the other SNS does not have is no trail’s', async ({ skip }) => {
  if (!moto) return skip('there is no other server')
  await expect(create({ SnsTopicName: 'nowhere' })).rejects.toMatchObject({
    name: 'InsufficientSnsTopicPolicyException',
  })
})

test('a log group gets every event, one a line, under the trail’s stream', async ({ skip }) => {
  if (!moto) return skip('there is no other server')
  const logGroupName = 'trail-events'
  const logs = {
    CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}:*`,
    CloudWatchLogsRoleArn: `arn:aws:iam::${accountId}:role/CloudTrail_CloudWatchLogs_Role`,
  }
  await expect(create(logs)).rejects.toMatchObject({
    name: 'InvalidCloudWatchLogsLogGroupArnException',
    message: 'CloudTrail cannot validate the specified log group ARN.',
  })
  await others.logs.send(new CreateLogGroupCommand({ logGroupName }))
  expect(await create(logs)).toMatchObject(logs)
  expect(
    (await clients.cloudtrail.send(new GetTrailCommand({ Name: 'main' }))).Trail,
  ).toMatchObject(logs)
  const wanted = await recordCalls()
  await eventually(async () => {
    const lines = await logged(logGroupName, `${accountId}_CloudTrail_${region}`)
    const got = lines.map(({ message = '' }) => JSON.parse(message) as AuditEvent)
    expect(new Map(ofCallers(got).map((event) => [event.eventID, event]))).toEqual(
      new Map(wanted.map((event) => [event.eventID, event])),
    )
    expect(lines.map(({ timestamp }) => timestamp)).toEqual(
      got.map(({ eventTime }) => Date.parse(eventTime)),
    )
  })
  const { LatestCloudWatchLogsDeliveryTime, LatestCloudWatchLogsDeliveryError } = await status()
  expect(LatestCloudWatchLogsDeliveryTime).toBeInstanceOf(Date)
  expect(LatestCloudWatchLogsDeliveryError).toBeUndefined()

  await others.logs.send(new DeleteLogGroupCommand({ logGroupName }))
  await clients.cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  await eventually(async () =>
    expect((await status()).LatestCloudWatchLogsDeliveryError).toBe('ResourceNotFound'),
  )
})

test('the default bus of another EventBridge gets what is not read-only', async ({ skip }) => {
  if (!moto) return skip('there is no other server')
  const logGroupName = '/aws/events/trail'
  await others.logs.send(new CreateLogGroupCommand({ logGroupName }))
  const EventPattern = JSON.stringify({
    source: ['aws.greengrass'],
    'detail-type': ['AWS API Call via CloudTrail'],
  })
  await others.events.send(new PutRuleCommand({ Name: 'deployments', EventPattern }))
  const Arn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroupName}`
  await others.events.send(
    new PutTargetsCommand({ Rule: 'deployments', Targets: [{ Id: 'log', Arn }] }),
  )
  await create()
  const wanted = (await recordCalls()).filter(({ eventName }) => eventName === 'CreateDeployment')
  expect(wanted).toHaveLength(5)
  await eventually(async () => {
    const got = (await logged(logGroupName)).map(
      ({ message = '' }) => (JSON.parse(message) as { detail: AuditEvent }).detail,
    )
    expect(ids(got)).toEqual(ids(wanted))
  })
})
