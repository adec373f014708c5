import {
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  paginateListTopics,
  PublishBatchCommand,
  PublishCommand,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type HttpSubscriber, httpSubscriber, isSoundlySigned } from '../support/http-subscriber.ts'
import { putAccessKey } from '../../src/identity/access-key.ts'
import { newUser, putUser } from '../../src/identity/user.ts'
import {
  accountId,
  region,
  startServer,
  startServerWith,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let sns: SNSClient
const subscribers: HttpSubscriber[] = []
beforeAll(async () => {
  server = await startServer({ deliveryIntervalMs: 50 })
  sns = server.clients().sns
})
afterEach(async () => {
  for await (const { Topics = [] } of paginateListTopics({ client: sns }, {}))
    for (const { TopicArn } of Topics) await sns.send(new DeleteTopicCommand({ TopicArn }))
  for (const subscriber of subscribers.splice(0)) await subscriber.close()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const arn = (name = 'news') => `arn:aws:sns:${region}:${accountId}:${name}`
const makeTopic = async (Name = 'news', Attributes: Record<string, string> = {}) =>
  (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? ''
const attributesOf = async (TopicArn: string) =>
  (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {}
const endpoint = async (options?: { confirms: boolean }) => {
  const subscriber = await httpSubscriber(options)
  subscribers.push(subscriber)
  return subscriber
}
const subscribe = (Endpoint: string, Attributes: Record<string, string> = {}) =>
  sns.send(
    new SubscribeCommand({
      TopicArn: arn(),
      Protocol: 'http',
      Endpoint,
      Attributes,
      ReturnSubscriptionArn: true,
    }),
  )
const isConfirmed = (SubscriptionArn = '') =>
  eventually(async () => {
    const answer = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))
    expect(answer.Attributes?.['PendingConfirmation']).toBe('false')
    return answer.Attributes ?? {}
  })
const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn: arn(), Message }))
const events = async (EventName: string) =>
  server.lookup({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: EventName }] })

describe('topics', () => {
  test('are made once, described, changed, tagged and deleted', async () => {
    expect(await makeTopic('news', { DisplayName: 'News' })).toBe(arn())
    expect(await makeTopic('news', { DisplayName: 'News' })).toBe(arn())
    await expect(makeTopic('news', { DisplayName: 'Other' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message:
        'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
    })
    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetTopicAttributesCommand({ TopicArn: arn(), AttributeName, AttributeValue }))
    await set('SignatureVersion', '2')
    const attributes = await attributesOf(arn())
    expect(attributes).toMatchObject({
      TopicArn: arn(),
      Owner: accountId,
      DisplayName: 'News',
      SignatureVersion: '2',
      SubscriptionsConfirmed: '0',
      SubscriptionsPending: '0',
      SubscriptionsDeleted: '0',
    })
    expect(JSON.parse(attributes['Policy'] ?? '')).toMatchObject({ Id: '__default_policy_ID' })
    await set('DisplayName', '')
    expect((await attributesOf(arn()))['DisplayName']).toBe('')

    const tags = async () =>
      (await sns.send(new ListTagsForResourceCommand({ ResourceArn: arn() }))).Tags
    await sns.send(
      new TagResourceCommand({ ResourceArn: arn(), Tags: [{ Key: 'team', Value: 'audit' }] }),
    )
    expect(await tags()).toEqual([{ Key: 'team', Value: 'audit' }])
    await sns.send(new UntagResourceCommand({ ResourceArn: arn(), TagKeys: ['team'] }))
    expect(await tags()).toEqual([])

    await sns.send(new DeleteTopicCommand({ TopicArn: arn() }))
    await sns.send(new DeleteTopicCommand({ TopicArn: arn() }))
    await expect(attributesOf(arn())).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Topic does not exist',
      $metadata: { httpStatusCode: 404 },
    })
  })

  test('are listed in pages', async () => {
    const names = Array.from({ length: 101 }, (_, i) => `topic-${i}`)
    for (const name of names) await makeTopic(name)
    const pages: string[][] = []
    for await (const { Topics = [] } of paginateListTopics({ client: sns }, {}))
      pages.push(Topics.map(({ TopicArn = '' }) => TopicArn))
    expect(pages.map((page) => page.length)).toEqual([100, 1])
    expect(pages.flat()).toEqual(names.map((name) => arn(name)))
  })

  test('have permissions added and removed', async () => {
    await makeTopic()
    const permission = {
      TopicArn: arn(),
      Label: 'friends',
      AWSAccountId: ['111122223333'],
      ActionName: ['Publish'],
    }
    await sns.send(new AddPermissionCommand(permission))
    await expect(sns.send(new AddPermissionCommand(permission))).rejects.toThrow(
      'Invalid parameter: Statement already exists',
    )
    const statements = async () =>
      (JSON.parse((await attributesOf(arn()))['Policy'] ?? '') as { Statement: object[] }).Statement
    expect((await statements())[1]).toEqual({
      Sid: 'friends',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'SNS:Publish',
      Resource: arn(),
    })
    await sns.send(new RemovePermissionCommand({ TopicArn: arn(), Label: 'friends' }))
    expect(await statements()).toHaveLength(1)
  })

  test.each<[string, Record<string, string>, string]>([
    ['no spaces', {}, 'Invalid parameter: Topic Name'],
    ['ordered.fifo', { FifoTopic: 'true' }, 'Invalid parameter: FifoTopic'],
    ['news', { Colour: 'red' }, 'Invalid parameter: Attributes Reason: Unknown attribute Colour'],
    ['news', { Policy: 'no JSON' }, 'Invalid parameter: Policy Error: null'],
    ['news', { DeliveryPolicy: '{"http":7}' }, 'Invalid parameter: DeliveryPolicy: http must'],
    ['news', { KmsMasterKeyId: 'alias/aws/sns' }, 'Invalid parameter: KmsMasterKeyId'],
    ['news', { SignatureVersion: '3' }, 'Invalid parameter: SignatureVersion'],
  ])('%s with %j cannot be made: %s', async (name, attributes, message) => {
    const fault = await makeTopic(name, attributes).catch((error: unknown) => error)
    expect(fault).toMatchObject({ name: 'InvalidParameterException' })
    expect(String(fault)).toContain(message)
  })

  test.each([
    ['news', 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1'],
    [`arn:aws:sns:eu-west-1:${accountId}:news`, 'Invalid parameter: TopicArn'],
    [`arn:aws:s3:::news`, 'Invalid parameter: TopicArn'],
  ])('%s is no topic here: %s', async (TopicArn, message) => {
    await expect(attributesOf(TopicArn)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
    })
  })
})

describe('subscriptions', () => {
  test('are confirmed by their link, get signed messages, and end by their link', async () => {
    await makeTopic()
    const subscriber = await endpoint()
    const { SubscriptionArn } = await subscribe(subscriber.url)
    expect(await isConfirmed(SubscriptionArn)).toMatchObject({
      ConfirmationWasAuthenticated: 'false',
      Endpoint: subscriber.url,
      Protocol: 'http',
      RawMessageDelivery: 'false',
    })
    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn: arn(),
        Subject: 'Greeting',
        Message: 'Hello, wörld',
        MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
      }),
    )
    await eventually(() => expect(subscriber.notifications()).toEqual(['Hello, wörld']))
    const [confirmation, notification] = subscriber.received
    expect(confirmation?.headers).toMatchObject({
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': arn(),
      'content-type': 'text/plain; charset=UTF-8',
    })
    expect(notification?.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': MessageId,
      'x-amz-sns-topic-arn': arn(),
      'x-amz-sns-subscription-arn': SubscriptionArn,
    })
    expect(notification?.members).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: arn(),
      Subject: 'Greeting',
      SignatureVersion: '1',
      MessageAttributes: { colour: { Type: 'String', Value: 'red' } },
    })
    for (const message of subscriber.received) expect(await isSoundlySigned(message)).toBe(true)

    await fetch(notification?.members['UnsubscribeURL'] ?? '')
    const { Subscriptions } = await sns.send(
      new ListSubscriptionsByTopicCommand({ TopicArn: arn() }),
    )
    expect(Subscriptions).toEqual([])
  })

  test('are confirmed by their token, which is good for a signed call too', async () => {
    await makeTopic('news', { SignatureVersion: '2' })
    const subscriber = await endpoint({ confirms: false })
    await subscribe(subscriber.url)
    await eventually(() => expect(subscriber.received).toHaveLength(1))
    await publish('too early')
    const listed = async () => (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions
    expect(await listed()).toMatchObject([{ SubscriptionArn: 'PendingConfirmation' }])
    const confirm = (Token: string) =>
      sns.send(
        new ConfirmSubscriptionCommand({
          TopicArn: arn(),
          Token,
          AuthenticateOnUnsubscribe: 'true',
        }),
      )
    await expect(confirm('guessed')).rejects.toThrow('Invalid parameter: Token')
    const [message] = subscriber.received
    const { SubscriptionArn } = await confirm(message?.members['Token'] ?? '')
    expect(await listed()).toMatchObject([{ SubscriptionArn, Endpoint: subscriber.url }])
    await publish('in time')
    await eventually(() => expect(subscriber.notifications()).toEqual(['in time']))
    for (const each of subscriber.received) expect(await isSoundlySigned(each)).toBe(true)

    const link = subscriber.received[1]?.members['UnsubscribeURL'] ?? ''
    expect((await fetch(link)).status).toBe(403)
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }))
    expect(await listed()).toEqual([])
    const [recorded] = await events('ConfirmSubscription')
    expect(recorded?.requestParameters).toMatchObject({ token: 'HIDDEN_DUE_TO_SECURITY_REASONS' })
  })

  test('get the bare text where they want it, and the text for their protocol', async () => {
    await makeTopic()
    const subscriber = await endpoint()
    const { SubscriptionArn } = await subscribe(subscriber.url)
    await isConfirmed(SubscriptionArn)
    await sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      }),
    )
    const Message = JSON.stringify({ default: 'for all', http: 'for http' })
    await sns.send(new PublishCommand({ TopicArn: arn(), Message, MessageStructure: 'json' }))
    await eventually(() => expect(subscriber.received.at(-1)?.body).toBe('for http'))
    expect(subscriber.received.at(-1)?.headers['x-amz-sns-rawdelivery']).toBe('true')
  })

  test('a silent subscriber delays nobody else, and no call', async () => {
    await makeTopic()
    const [silent, prompt] = [await endpoint(), await endpoint()]
    for (const { url } of [silent, prompt])
      await isConfirmed((await subscribe(url)).SubscriptionArn)
    silent.answer = undefined
    const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`)
    for (const text of texts) await publish(text)
    await eventually(() => expect(prompt.notifications().toSorted()).toEqual(texts.toSorted()))
    expect(silent.notifications().length).toBeLessThan(texts.length)
  })

  test.each<[string, string, Record<string, string>, string]>([
    ['smtp', 'a@example.com', {}, 'Amazon SNS does not support this protocol string: smtp'],
    ['https', 'http://example.com', {}, 'Endpoint must match the specified protocol'],
    ['http', 'http://:/', {}, 'HTTP(S) endpoint'],
    [
      'http',
      'http://a.example',
      { FilterPolicy: '{"a":["b"]}' },
      'Attributes Reason: FilterPolicy',
    ],
    ['http', 'http://a.example', { RawMessageDelivery: 'maybe' }, 'Attributes Reason: RawMessage'],
    ['http', 'http://a.example', { Colour: 'red' }, 'Attributes Reason: Unknown attribute: Colour'],
  ])('%s to %s with %j is refused: %s', async (Protocol, Endpoint, Attributes, message) => {
    const TopicArn = await makeTopic()
    const command = new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes })
    const fault = await sns.send(command).catch((error: unknown) => error)
    expect(fault).toMatchObject({ name: 'InvalidParameterException' })
    expect(String(fault)).toContain(`Invalid parameter: ${message}`)
  })
})

describe('messages', () => {
  test('wait for their subscriber through a restart', async () => {
    const first = await startServer()
    const subscriber = await endpoint()
    const client = first.clients().sns
    await client.send(new CreateTopicCommand({ Name: 'news' }))
    await client.send(
      new SubscribeCommand({
        TopicArn: arn(),
        Protocol: 'http',
        Endpoint: subscriber.url,
        Attributes: {
          DeliveryPolicy:
            '{"healthyRetryPolicy":{"minDelayTarget":1,"maxDelayTarget":1,"numRetries":9}}',
        },
      }),
    )
    await eventually(async () => {
      const { Subscriptions = [] } = await client.send(new ListSubscriptionsCommand({}))
      expect(Subscriptions[0]?.SubscriptionArn).toContain(arn())
    })
    subscriber.answer = 503
    await client.send(new PublishCommand({ TopicArn: arn(), Message: 'durable' }))
    await eventually(() => expect(subscriber.notifications()).toContain('durable'))
    const second = await first.restarted()
    const refused = subscriber.received.length
    subscriber.answer = 200
    await eventually(() => expect(subscriber.received.length).toBeGreaterThan(refused))
    const ids = subscriber.received.map(({ members }) => members['MessageId'])
    expect(new Set(ids).size).toBe(2)
    expect([...first.bugs, ...second.bugs]).toEqual([])
    await second.close()
  })

  test('are published ten at a time, and a wrong one keeps no other back', async () => {
    await makeTopic()
    const batch = (entries: [string, string][]) =>
      sns.send(
        new PublishBatchCommand({
          TopicArn: arn(),
          PublishBatchRequestEntries: entries.map(([Id, Message]) => ({ Id, Message })),
        }),
      )
    const { Successful, Failed } = await batch([
      ['good', 'text'],
      ['bad', ''],
    ])
    expect(Successful).toMatchObject([{ Id: 'good' }])
    expect(Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameter', SenderFault: true }])
    await expect(batch([])).rejects.toMatchObject({
      name: /InvalidParameter|EmptyBatchRequest|Validation/,
    })
    await expect(
      batch([
        ['same', 'a'],
        ['same', 'b'],
      ]),
    ).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinctException' })
  })

  test.each([
    [{ Message: '' }, 'Invalid parameter: Empty message'],
    [{ Message: 'x'.repeat(256 * 1024 + 1) }, 'Invalid parameter: Message too long'],
    [{ Message: 'm', Subject: ' leading' }, 'Invalid parameter: Subject'],
    [
      { Message: '{}', MessageStructure: 'json' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [
      { Message: 'm', MessageStructure: 'json' },
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
  ])('%o is refused', async (input, message) => {
    const TopicArn = await makeTopic()
    await expect(sns.send(new PublishCommand({ TopicArn, ...input }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
    })
  })
})

test('calls are events, messages in them are hidden, and publishing is a data event', async () => {
  await makeTopic()
  const { cloudtrail } = server.clients()
  await server.makeTrailBucket('published')
  await cloudtrail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'published' }))
  const FieldSelectors = [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: ['AWS::SNS::Topic'] },
  ]
  await cloudtrail.send(
    new PutEventSelectorsCommand({
      TrailName: 'main',
      AdvancedEventSelectors: [{ FieldSelectors }],
    }),
  )
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  const Message = 'a secret of the sender'
  const { MessageId } = await sns.send(
    new PublishCommand({ TopicArn: arn(), Message, Subject: 'secret' }),
  )
  await eventually(() => expect(server.logged('published')).toHaveLength(1))
  const [published] = server.logged('published')
  expect(published).toMatchObject({
    eventName: 'Publish',
    requestParameters: {
      topicArn: arn(),
      message: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      subject: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    },
    responseElements: { messageId: MessageId },
    readOnly: false,
    resources: [{ accountId, type: 'AWS::SNS::Topic', ARN: arn() }],
    managementEvent: false,
    eventCategory: 'Data',
  })
  expect(JSON.stringify(published)).not.toContain('secret of the sender')
  const [created] = await events('CreateTopic')
  expect(created).toMatchObject({
    eventSource: 'sns.amazonaws.com',
    requestParameters: { name: 'news' },
    responseElements: { topicArn: arn() },
  })
  expect(await events('Publish')).toEqual([])
})

test('whoever may not is told so in SNS’s words', async () => {
  const stranger = { accessKeyId: 'AKIAQAAAAAAASTRANGER', secretAccessKey: 'strange' }
  const createdAt = '2026-01-01T00:00:00.000Z'
  const userId = 'AIDASTRANGER000000000'
  const user = newUser({ userId, userName: 'stranger', accountId, path: '/', createdAt })
  const key = { ...stranger, accountId, userId, status: 'Active' as const, createdAt }
  const guarded = await startServerWith([putUser(user), putAccessKey(key)])
  const client = guarded.clients(stranger).sns
  await expect(client.send(new CreateTopicCommand({ Name: 'news' }))).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: `User: arn:aws:iam::${accountId}:user/stranger is not authorized to perform: SNS:CreateTopic on resource: ${arn()} because no identity-based policy allows the SNS:CreateTopic action`,
    $metadata: { httpStatusCode: 403 },
  })
  await guarded.close()
})
