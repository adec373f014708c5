import {
  CreateTrailCommand,
  type CreateTrailRequest,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListChannelsCommand,
  ListTrailsCommand,
  LookupEventsCommand,
  type LookupAttributeKey,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { ofCallers } from '../support/events.ts'
import {
  accountId,
  type Clients,
  region,
  startServerWithNobody,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let cloudtrail: Clients['cloudtrail']
beforeAll(async () => {
  server = await startServerWithNobody({ deliveryIntervalMs: 20 })
  cloudtrail = server.clients().cloudtrail
  for (const bucket of ['audit-logs', 'from-start-to-stop']) await server.makeTrailBucket(bucket)
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const arn = (name: string, inRegion = region) =>
  `arn:aws:cloudtrail:${inRegion}:${accountId}:trail/${name}`
const create = (input: Partial<CreateTrailRequest>) =>
  cloudtrail.send(new CreateTrailCommand({ Name: 'trail', S3BucketName: 'audit-logs', ...input }))

describe('LookupEvents', () => {
  test('finds a CreateDeployment by each of its attributes', async () => {
    const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Found`
    await server.clients().iot.send(new CreateThingGroupCommand({ thingGroupName: 'Found' }))
    const { deploymentId = '' } = await server
      .clients()
      .greengrass.send(new CreateDeploymentCommand({ targetArn }))
    const [event] = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
    })
    expect(event).toMatchObject({
      requestParameters: { targetArn },
      responseElements: { deploymentId },
    })

    const attributes: Record<LookupAttributeKey, string> = {
      EventId: event?.eventID ?? '',
      EventName: 'CreateDeployment',
      ReadOnly: 'false',
      Username: 'admin',
      ResourceType: 'AWS::GreengrassV2::Deployment',
      ResourceName: deploymentId,
      EventSource: 'greengrass.amazonaws.com',
      AccessKeyId: server.keys.admin.accessKeyId,
    }
    for (const [AttributeKey, AttributeValue] of Object.entries(attributes)) {
      const attribute = { AttributeKey: AttributeKey as LookupAttributeKey, AttributeValue }
      const { Events = [] } = await cloudtrail.send(
        new LookupEventsCommand({ LookupAttributes: [attribute] }),
      )
      const found = Events.find(({ EventId }) => EventId === event?.eventID)
      expect(found, AttributeKey).toMatchObject({
        EventName: 'CreateDeployment',
        ReadOnly: 'false',
        AccessKeyId: server.keys.admin.accessKeyId,
        EventTime: new Date(event?.eventTime ?? ''),
        EventSource: 'greengrass.amazonaws.com',
        Username: 'admin',
        CloudTrailEvent: JSON.stringify(event),
      })
      expect(found?.Resources).toContainEqual({
        ResourceType: 'AWS::GreengrassV2::Deployment',
        ResourceName: deploymentId,
      })
    }
  })

  test('shows every call acknowledged before it, and itself to the next', async () => {
    for (let i = 0; i < 10; i++) {
      const deploymentId = `not-there-${i}`
      const call = server.clients().greengrass.send(new GetDeploymentCommand({ deploymentId }))
      await expect(call).rejects.toThrow('not found')
      const [newest] = await server.lookup({ MaxResults: 1 })
      expect(newest?.requestParameters).toEqual({ deploymentId })
    }
    const [, lookup] = await server.lookup({ MaxResults: 2 })
    expect(lookup).toMatchObject({
      eventName: 'GetDeployment',
    })
    const [itself] = await server.lookup({ MaxResults: 1 })
    expect(itself).toMatchObject({
      eventName: 'LookupEvents',
      eventSource: 'cloudtrail.amazonaws.com',
      requestParameters: { maxResults: 2 },
      responseElements: null,
      readOnly: true,
    })
  })

  test('pages without repeating or skipping, with a token bound to its question', async () => {
    const ids: (string | undefined)[] = []
    const EndTime = new Date()
    let NextToken: string | undefined
    do {
      const page = await cloudtrail.send(
        new LookupEventsCommand({ MaxResults: 7, EndTime, ...(NextToken ? { NextToken } : {}) }),
      )
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId))
      NextToken = page.NextToken ?? undefined
    } while (NextToken !== undefined)
    expect(ids.length).toBeGreaterThan(20)
    expect(new Set(ids).size).toBe(ids.length)

    const { NextToken: token } = await cloudtrail.send(new LookupEventsCommand({ MaxResults: 1 }))
    const other = [{ NextToken: token, StartTime: new Date(0) }, { NextToken: 'made up' }].map(
      (input) => cloudtrail.send(new LookupEventsCommand(input)),
    )
    const elsewhere = server.clients(server.keys.admin, 'eu-west-1').cloudtrail
    other.push(elsewhere.send(new LookupEventsCommand({ NextToken: token })))
    for (const call of other)
      await expect(call).rejects.toMatchObject({ name: 'InvalidNextTokenException' })
  })

  test('is one region’s and one account’s', async () => {
    const elsewhere = await server.lookup({}, 'ap-south-1')
    expect(elsewhere.filter(({ awsRegion }) => awsRegion !== 'ap-south-1')).toEqual([])
  })

  test.each([
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ EventCategory: 'data' as never }, 'InvalidEventCategoryException'],
    [{ StartTime: new Date(2), EndTime: new Date(1) }, 'InvalidTimeRangeException'],
    [
      {
        LookupAttributes: ['EventName', 'ReadOnly'].map((AttributeKey) => ({
          AttributeKey: AttributeKey as LookupAttributeKey,
          AttributeValue: 'x',
        })),
      },
      'InvalidLookupAttributesException',
    ],
    [
      { LookupAttributes: [{ AttributeKey: 'Colour' as never, AttributeValue: 'x' }] },
      'ValidationException',
    ],
    [
      {
        LookupAttributes: [
          { AttributeKey: 'EventName' as const, AttributeValue: 'x'.repeat(2001) },
        ],
      },
      'ValidationException',
    ],
  ])('refuses %j with %s', async (input, name) => {
    await expect(cloudtrail.send(new LookupEventsCommand(input))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 400 },
    })
  })
})

describe('trails', () => {
  test('a trail is made, told of, and deleted, as Terraform does', async () => {
    const made = await create({ Name: 'life', S3KeyPrefix: 'ct' })
    const { $metadata: _, ...output } = made
    expect(output).toEqual({
      Name: 'life',
      S3BucketName: 'audit-logs',
      S3KeyPrefix: 'ct',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      TrailARN: arn('life'),
      LogFileValidationEnabled: false,
      IsOrganizationTrail: false,
      RecursiveLogging: true,
    })
    const described = {
      ...output,
      HomeRegion: region,
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
    }
    const describe = (trailNameList: string[]) =>
      cloudtrail.send(new DescribeTrailsCommand({ trailNameList }))
    expect((await describe([arn('life')])).trailList).toEqual([described])
    expect((await describe(['life', 'unknown'])).trailList).toEqual([described])
    expect((await describe([arn('unknown')])).trailList).toEqual([])
    expect((await cloudtrail.send(new GetTrailCommand({ Name: 'life' }))).Trail).toEqual(described)
    const elsewhere = server.clients(server.keys.admin, 'eu-west-1').cloudtrail
    expect((await elsewhere.send(new ListTrailsCommand({}))).Trails).toEqual([
      { TrailARN: arn('life'), Name: 'life', HomeRegion: region },
    ])
    await expect(
      elsewhere.send(new StartLoggingCommand({ Name: arn('life') })),
    ).rejects.toMatchObject({ name: 'InvalidHomeRegionException' })
    await expect(create({ Name: 'life' })).rejects.toMatchObject({
      name: 'TrailAlreadyExistsException',
      message: `Trail life already exists for customer: ${accountId}`,
    })
    await cloudtrail.send(new DeleteTrailCommand({ Name: arn('life') }))
    await expect(cloudtrail.send(new GetTrailCommand({ Name: 'life' }))).rejects.toMatchObject({
      name: 'TrailNotFoundException',
      message: `Unknown trail: life for the user: ${accountId}`,
    })
    await expect(cloudtrail.send(new StopLoggingCommand({ Name: 'life' }))).rejects.toMatchObject({
      message: `Unknown trail: ${arn('life')} for the user: ${accountId}`,
    })
  })

  test('logs from StartLogging to StopLogging, each event once, and its status tells', async () => {
    const greengrass = server.clients().greengrass
    const bucket = 'from-start-to-stop'
    await create({ Name: 'logs', S3BucketName: bucket, S3KeyPrefix: 'a/b' })
    const status = () => cloudtrail.send(new GetTrailStatusCommand({ Name: 'logs' }))
    expect(await status()).toMatchObject({
      IsLogging: false,
      TimeLoggingStarted: '',
      LatestDeliveryAttemptTime: '',
    })
    await server.clients().iot.send(new CreateThingGroupCommand({ thingGroupName: 'Logged' }))
    await cloudtrail.send(new StartLoggingCommand({ Name: 'logs' }))
    const targetArn = `arn:aws:iot:${region}:${accountId}:thinggroup/Logged`
    await greengrass.send(new CreateDeploymentCommand({ targetArn }))
    const nobody = server.clients(server.keys.nobody).greengrass
    const denied = nobody.send(new GetDeploymentCommand({ deploymentId: 'x' }))
    await expect(denied).rejects.toMatchObject({ name: 'AccessDeniedException' })
    const invalid = greengrass.send(new CreateDeploymentCommand({ targetArn: 'x' }))
    await expect(invalid).rejects.toMatchObject({ name: 'ValidationException' })
    const failed = greengrass.send(new GetDeploymentCommand({ deploymentId: 'gone' }))
    await expect(failed).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await cloudtrail.send(new StopLoggingCommand({ Name: 'logs' }))
    await greengrass.send(new CreateDeploymentCommand({ targetArn }))
    // A delivery in between leaves an event too: CloudTrail looks at the bucket's access control list.
    const logged = () => ofCallers(server.logged(bucket))
    await eventually(async () => expect(logged()).toHaveLength(8))

    // Files come in any order; the order of calls is that of history.
    const order = (await server.lookup()).map(({ eventID }) => eventID).toReversed()
    const events = logged().toSorted((a, b) => order.indexOf(a.eventID) - order.indexOf(b.eventID))
    expect(events.map(({ eventName }) => eventName)).toEqual([
      'StartLogging',
      'CreateDeployment',
      'DescribeThingGroup',
      'CreateJob',
      'GetDeployment',
      'CreateDeployment',
      'GetDeployment',
      'StopLogging',
    ])
    expect(events[0]).toMatchObject({ requestParameters: { name: 'logs' }, responseElements: null })
    expect(events[4]).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: `User: arn:aws:iam::${accountId}:user/nobody is not authorized to perform: greengrass:GetDeployment on resource: arn:aws:greengrass:${region}:${accountId}:deployments:x because no identity-based policy allows the greengrass:GetDeployment action`,
      requestParameters: null,
      responseElements: null,
      readOnly: true,
    })
    expect(events[5]).toMatchObject({
      errorCode: 'ValidationException',
      requestParameters: { targetArn: 'x' },
      responseElements: null,
      readOnly: false,
    })
    expect(events[6]).toMatchObject({
      errorCode: 'ResourceNotFoundException',
      errorMessage: 'Deployment gone is not found.',
      requestParameters: { deploymentId: 'gone' },
    })
    const history = await server.lookup({ EndTime: new Date(Date.now() + 1000) })
    for (const event of events) expect(history).toContainEqual(event)
    expect(await status()).toMatchObject({
      IsLogging: false,
      LatestDeliveryTime: expect.any(Date) as Date,
      StartLoggingTime: expect.any(Date) as Date,
      StopLoggingTime: expect.any(Date) as Date,
      TimeLoggingStopped: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    })
    await cloudtrail.send(new DeleteTrailCommand({ Name: 'logs' }))
  })

  test.each([
    [
      { Name: 'ab' },
      'InvalidTrailNameException',
      'Trail name too short. Minimum allowed length: 3 characters. Specified name length: 2 characters.',
    ],
    [
      { Name: 'x'.repeat(129) },
      'InvalidTrailNameException',
      'Trail name too long. Maximum allowed length: 128 characters. Specified name length: 129 characters.',
    ],
    [
      { Name: '-abc' },
      'InvalidTrailNameException',
      'Trail name must starts with a letter or number.',
    ],
    [
      { Name: 'abc-' },
      'InvalidTrailNameException',
      'Trail name must ends with a letter or number.',
    ],
    [
      { Name: 'a b c' },
      'InvalidTrailNameException',
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    ],
    [{ Name: 'my-_trail' }, 'InvalidTrailNameException', ''],
    [{ Name: '192.168.5.4' }, 'InvalidTrailNameException', ''],
    [{ S3BucketName: 'No_Bucket' }, 'InvalidS3BucketNameException', ''],
    [{ S3BucketName: '../../etc' }, 'InvalidS3BucketNameException', ''],
    [{ S3KeyPrefix: '../up' }, 'InvalidS3PrefixException', ''],
    [{ S3KeyPrefix: 'x'.repeat(201) }, 'InvalidS3PrefixException', ''],
    [
      { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    ],
    [{ KmsKeyId: 'alias/x' }, 'KmsKeyNotFoundException', ''],
    [{ TagsList: [{ Key: 'a' }, { Key: 'a' }] }, 'InvalidTagParameterException', ''],
  ])('CreateTrail refuses %j', async (input, name, message) => {
    await expect(create(input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message) as string,
    })
  })

  test('five trails a region are enough', async () => {
    for (let i = 0; i < 5; i++) await create({ Name: `trail-${i}` })
    await expect(create({ Name: 'trail-5' })).rejects.toMatchObject({
      name: 'MaximumNumberOfTrailsExceededException',
      message: `User: ${accountId} already has 5 trails in ${region}.`,
    })
  })

  test('a malformed ARN is told from an unknown trail', async () => {
    await expect(
      cloudtrail.send(new GetTrailCommand({ Name: 'arn:aws:cloudtrail:x' })),
    ).rejects.toMatchObject({ name: 'CloudTrailARNInvalidException' })
  })

  test('operations that are not built say so', async () => {
    await expect(cloudtrail.send(new ListChannelsCommand({}))).rejects.toMatchObject({
      name: 'NotImplementedException',
    })
  })
})
