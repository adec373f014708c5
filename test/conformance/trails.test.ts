import { createPublicKey } from 'node:crypto'
import {
  AddTagsCommand,
  CreateTrailCommand,
  type CreateTrailRequest,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListPublicKeysCommand,
  ListTagsCommand,
  ListTrailsCommand,
  PutEventSelectorsCommand,
  type PutEventSelectorsRequest,
  PutInsightSelectorsCommand,
  RemoveTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
  type UpdateTrailRequest,
} from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  accountId,
  type Clients,
  region,
  startServer,
  trailBucketPolicy,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let cloudtrail: Clients['cloudtrail']
let elsewhere: Clients['cloudtrail']
beforeAll(async () => {
  server = await startServer({ deliveryIntervalMs: 20 })
  cloudtrail = server.clients().cloudtrail
  elsewhere = server.clients(server.keys.admin, 'eu-west-1').cloudtrail
  for (const bucket of ['audit-logs', 'other-logs', 'selected'])
    await server.makeTrailBucket(bucket)
  for (const topic of ['trail-topic', 'topic']) await server.makeTrailTopic(topic)
})
afterEach(async () => {
  for (const { Name = '', HomeRegion = '' } of (await cloudtrail.send(new ListTrailsCommand({})))
    .Trails ?? [])
    await server
      .clients(server.keys.admin, HomeRegion)
      .cloudtrail.send(new DeleteTrailCommand({ Name }))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const arn = (name: string, inRegion = region, account = accountId) =>
  `arn:aws:cloudtrail:${inRegion}:${account}:trail/${name}`
const create = (input: Partial<CreateTrailRequest> = {}, client = cloudtrail) =>
  client.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'audit-logs', ...input }))
const update = (input: Partial<UpdateTrailRequest>) =>
  cloudtrail.send(new UpdateTrailCommand({ Name: 'main', ...input }))
const get = async (Name = 'main', client = cloudtrail) =>
  (await client.send(new GetTrailCommand({ Name }))).Trail
const put = (input: Partial<PutEventSelectorsRequest>) =>
  cloudtrail.send(new PutEventSelectorsCommand({ TrailName: 'main', ...input }))

test('Terraform makes a trail, finds nothing to change, changes it, and deletes it', async () => {
  const describeByArn = async () =>
    (await cloudtrail.send(new DescribeTrailsCommand({ trailNameList: [arn('main')] }))).trailList
  expect(await describeByArn()).toEqual([])
  const { $metadata: _, ...created } = await create({
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    SnsTopicName: 'trail-topic',
    TagsList: [{ Key: 'team', Value: 'audit' }],
  })
  await cloudtrail.send(new StartLoggingCommand({ Name: arn('main') }))
  expect(created).toEqual({
    Name: 'main',
    S3BucketName: 'audit-logs',
    SnsTopicName: 'trail-topic',
    SnsTopicARN: `arn:aws:sns:${region}:${accountId}:trail-topic`,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    TrailARN: arn('main'),
    LogFileValidationEnabled: true,
    IsOrganizationTrail: false,
  })
  const [read] = (await describeByArn()) ?? []
  expect(read).toEqual({
    ...created,
    HomeRegion: region,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
  })
  const status = await cloudtrail.send(new GetTrailStatusCommand({ Name: arn('main') }))
  expect(status.IsLogging).toBe(true)
  await expect(
    cloudtrail.send(new GetInsightSelectorsCommand({ TrailName: arn('main') })),
  ).rejects.toMatchObject({
    name: 'InsightNotEnabledException',
    message: `Trail ${arn('main')} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
  })
  const tags = await cloudtrail.send(new ListTagsCommand({ ResourceIdList: [arn('main')] }))
  expect(tags.ResourceTagList).toEqual([
    { ResourceId: arn('main'), TagsList: [{ Key: 'team', Value: 'audit' }] },
  ])

  const { $metadata: __, ...updated } = await cloudtrail.send(
    new UpdateTrailCommand({ Name: arn('main'), S3KeyPrefix: 'ct', SnsTopicName: '' }),
  )
  const { SnsTopicName: _name, SnsTopicARN: _arn, ...kept } = created
  expect(updated).toEqual({ ...kept, S3KeyPrefix: 'ct' })
  await cloudtrail.send(new StopLoggingCommand({ Name: arn('main') }))
  await cloudtrail.send(new DeleteTrailCommand({ Name: arn('main') }))
  await expect(
    cloudtrail.send(new DeleteTrailCommand({ Name: arn('main') })),
  ).rejects.toMatchObject({
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${arn('main')} for the user: ${accountId}`,
  })
  expect(await describeByArn()).toEqual([])
})

describe('settings', () => {
  const key = '11111111-2222-3333-4444-555555555555'
  const logGroup = `arn:aws:logs:${region}:${accountId}:log-group:trail:*`
  const role = `arn:aws:iam::${accountId}:role/delivery`

  test.each<[Partial<CreateTrailRequest>, string, string]>([
    [{ S3BucketName: 'Not_A_Bucket' }, 'InvalidS3BucketNameException', ''],
    [{ S3BucketName: '10.0.0.1' }, 'InvalidS3BucketNameException', ''],
    [{ S3KeyPrefix: 'x'.repeat(201) }, 'InvalidS3PrefixException', ''],
    [{ S3KeyPrefix: '../up' }, 'InvalidS3PrefixException', ''],
    [{ SnsTopicName: 'x'.repeat(257) }, 'InvalidSnsTopicNameException', ''],
    [{ SnsTopicName: 'no spaces' }, 'InvalidSnsTopicNameException', ''],
    [{ KmsKeyId: 'no key' }, 'InvalidKmsKeyIdException', ''],
    [{ KmsKeyId: key }, 'KmsKeyNotFoundException', ''],
    [{ KmsKeyId: `arn:aws:kms:${region}:${accountId}:key/${key}` }, 'KmsKeyNotFoundException', ''],
    [
      { CloudWatchLogsLogGroupArn: logGroup },
      'InvalidCloudWatchLogsRoleArnException',
      'You must specify a role ARN as well as a log group.',
    ],
    [
      { CloudWatchLogsLogGroupArn: logGroup.slice(0, -2), CloudWatchLogsRoleArn: role },
      'InvalidCloudWatchLogsLogGroupArnException',
      'CloudTrail cannot validate the specified log group ARN.',
    ],
    [
      { CloudWatchLogsLogGroupArn: logGroup, CloudWatchLogsRoleArn: 'delivery' },
      'InvalidCloudWatchLogsRoleArnException',
      'Access denied. Check the trust relationships for your role.',
    ],
    [
      { CloudWatchLogsLogGroupArn: logGroup, CloudWatchLogsRoleArn: role },
      'CloudWatchLogsDeliveryUnavailableException',
      '',
    ],
    [
      { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    ],
    [
      { TagsList: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}` })) },
      'TagsLimitExceededException',
      '',
    ],
    [{ TagsList: [{ Key: 'aws:x' }] }, 'InvalidTagParameterException', ''],
    [{ Name: 'my-_x' }, 'InvalidTrailNameException', ''],
    [{ Name: '192.168.5.4' }, 'InvalidTrailNameException', ''],
  ])('CreateTrail and UpdateTrail refuse %j', async (input, name, message) => {
    const refusal = { name, message: expect.stringContaining(message) as string }
    await expect(create(input)).rejects.toMatchObject(refusal)
    const { Name, TagsList, ...settings } = input
    if (Name !== undefined || TagsList) return
    await create()
    await expect(update(settings)).rejects.toMatchObject(refusal)
  })

  test('an absent member stays as it is, an empty text clears it', async () => {
    await create({ S3KeyPrefix: 'ct', SnsTopicName: 'topic', EnableLogFileValidation: true })
    expect(await update({ S3BucketName: 'other-logs', RecursiveLogging: false })).toMatchObject({
      S3BucketName: 'other-logs',
      S3KeyPrefix: 'ct',
      SnsTopicName: 'topic',
      LogFileValidationEnabled: true,
      RecursiveLogging: false,
    })
    await update({ S3KeyPrefix: '', SnsTopicName: '', KmsKeyId: '', CloudWatchLogsRoleArn: '' })
    const trail = await get()
    expect([trail?.S3KeyPrefix, trail?.SnsTopicName, trail?.SnsTopicARN]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('a trail of one region that becomes one of all gets the global services’ events', async () => {
    await create({ IncludeGlobalServiceEvents: false })
    expect(await update({ IsMultiRegionTrail: true })).toMatchObject({
      IncludeGlobalServiceEvents: true,
    })
    await expect(update({ IncludeGlobalServiceEvents: false })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    })
  })

  test('a bucket has to be there and let CloudTrail in; the server’s owner is told what is missing', async () => {
    await expect(create({ S3BucketName: 'no-bucket' })).rejects.toMatchObject({
      name: 'S3BucketDoesNotExistException',
      message: 'S3 bucket no-bucket does not exist!',
    })
    const { s3 } = server.clients()
    const Bucket = 'closed-logs'
    await s3.send(new CreateBucketCommand({ Bucket }))
    const insufficient = {
      name: 'InsufficientS3BucketPolicyException',
      message: 'Incorrect S3 bucket policy is detected for bucket: closed-logs',
    }
    await expect(create({ S3BucketName: Bucket })).rejects.toMatchObject(insufficient)
    const others = JSON.stringify(trailBucketPolicy(Bucket, ['AWSLogs/999988887777/*']))
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: others }))
    await expect(create({ S3BucketName: Bucket })).rejects.toMatchObject(insufficient)
    expect(server.advice.at(-1)).toContain(
      'needs a statement that allows cloudtrail.amazonaws.com s3:PutObject on arn:aws:s3:::closed-logs/AWSLogs/',
    )
    const own = JSON.stringify(trailBucketPolicy(Bucket, [`ct/AWSLogs/${accountId}/*`]))
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: own }))
    await expect(create({ S3BucketName: Bucket })).rejects.toMatchObject(insufficient)
    await create({ S3BucketName: Bucket, S3KeyPrefix: 'ct' })
    await expect(update({ S3KeyPrefix: 'other' })).rejects.toMatchObject(insufficient)
    await expect(update({ S3BucketName: 'no-bucket' })).rejects.toMatchObject({
      name: 'S3BucketDoesNotExistException',
    })
  })

  test('an unknown trail is named as the caller did', async () => {
    await expect(update({ Name: 'gone' })).rejects.toMatchObject({
      name: 'TrailNotFoundException',
      message: `Unknown trail: gone for the user: ${accountId}`,
    })
  })
})

describe('regions', () => {
  test('a multi-region trail is seen everywhere, under its ARN, and changed only at home', async () => {
    await create({ IsMultiRegionTrail: true })
    await create({ Name: 'local' })
    const list = async (includeShadowTrails?: boolean) => {
      const { trailList = [] } = await elsewhere.send(
        new DescribeTrailsCommand(includeShadowTrails === undefined ? {} : { includeShadowTrails }),
      )
      return trailList.map(({ TrailARN, HomeRegion }) => [TrailARN, HomeRegion])
    }
    expect(await list()).toEqual([[arn('main'), region]])
    expect(await list(false)).toEqual([])
    expect((await get(arn('main'), elsewhere))?.HomeRegion).toBe(region)
    const status = await elsewhere.send(new GetTrailStatusCommand({ Name: arn('main') }))
    expect(status.IsLogging).toBe(false)
    for (const call of [
      elsewhere.send(new StartLoggingCommand({ Name: arn('main') })),
      elsewhere.send(new UpdateTrailCommand({ Name: arn('main') })),
      elsewhere.send(new DeleteTrailCommand({ Name: arn('main') })),
    ])
      await expect(call).rejects.toMatchObject({ name: 'InvalidHomeRegionException' })
    await expect(elsewhere.send(new StopLoggingCommand({ Name: 'main' }))).rejects.toMatchObject({
      name: 'TrailNotFoundException',
      message: `Unknown trail: ${arn('main', 'eu-west-1')} for the user: ${accountId}`,
    })
    await expect(get(arn('local'), elsewhere)).rejects.toMatchObject({
      name: 'TrailNotFoundException',
    })
  })

  test('a replica takes its name, and one of the five places', async () => {
    await create({ IsMultiRegionTrail: true })
    await expect(create({}, elsewhere)).rejects.toMatchObject({
      name: 'TrailAlreadyExistsException',
      message: `Trail main already exists for customer: ${accountId}`,
    })
    for (let i = 1; i < 5; i++) await create({ Name: `local-${i}` }, elsewhere)
    const full = {
      name: 'MaximumNumberOfTrailsExceededException',
      message: `User: ${accountId} already has 5 trails in eu-west-1.`,
    }
    await expect(create({ Name: 'local-5' }, elsewhere)).rejects.toMatchObject(full)
    await expect(create({ Name: 'all', IsMultiRegionTrail: true })).rejects.toMatchObject(full)
    await create({ Name: 'local' })
    await expect(update({ Name: 'local', IsMultiRegionTrail: true })).rejects.toMatchObject(full)
    await update({ Name: 'main', IsMultiRegionTrail: false })
    await create({ Name: 'local-5' }, elsewhere)
  })
})

describe('event selectors', () => {
  const everything = {
    ReadWriteType: 'All' as const,
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  }
  const management = { Field: 'eventCategory', Equals: ['Management'] }
  const dataOf = (...types: string[]) => [
    { Field: 'eventCategory', Equals: ['Data'] },
    { Field: 'resources.type', Equals: types },
  ]
  const object = dataOf('AWS::S3::Object')

  test('each form is answered with its defaults, and replaces the other', async () => {
    await create()
    const selectors = async () => {
      const { $metadata: _, ...answer } = await cloudtrail.send(
        new GetEventSelectorsCommand({ TrailName: arn('main') }),
      )
      return answer
    }
    expect(await selectors()).toEqual({ TrailARN: arn('main'), EventSelectors: [everything] })
    const { $metadata: _, ...basic } = await put({
      EventSelectors: [{ ReadWriteType: 'ReadOnly' }],
    })
    expect(basic).toEqual({
      TrailARN: arn('main'),
      EventSelectors: [{ ...everything, ReadWriteType: 'ReadOnly' }],
    })
    expect(await selectors()).toEqual(basic)
    const advanced = [
      { Name: 'writes', FieldSelectors: [management, { Field: 'readOnly', Equals: ['false'] }] },
      {
        FieldSelectors: [
          ...object,
          { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::b/'], NotEndsWith: ['.tmp'] },
          { Field: 'eventName', NotEquals: ['GetObject'], NotStartsWith: ['List'] },
        ],
      },
    ]
    await put({ AdvancedEventSelectors: advanced })
    expect(await selectors()).toEqual({
      TrailARN: arn('main'),
      AdvancedEventSelectors: advanced,
    })
    expect((await get())?.HasCustomEventSelectors).toBe(true)
    const [event] = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'PutEventSelectors' }],
    })
    expect(event).toMatchObject({
      requestParameters: { trailName: 'main', advancedEventSelectors: [{ name: 'writes' }, {}] },
      responseElements: { trailARN: arn('main') },
    })
  })

  test.each<[string, Partial<PutEventSelectorsRequest>, string]>([
    ['nothing', {}, ''],
    ['an empty list', { EventSelectors: [] }, ''],
    [
      'both forms',
      {
        EventSelectors: [{}],
        AdvancedEventSelectors: [{ FieldSelectors: [management] }],
      },
      '',
    ],
    ['six selectors', { EventSelectors: Array.from({ length: 6 }, () => ({})) }, ''],
    ...['x', 'arn:aws:lambda'].map((value): [string, Partial<PutEventSelectorsRequest>, string] => [
      `the object ${value}`,
      { EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: [value] }] }] },
      value === 'x'
        ? 'Value x for DataResources.Values is invalid.'
        : 'Invalid S3 ARN: arn:aws:lambda',
    ]),
    [
      'a bucket without its slash',
      {
        EventSelectors: [
          { DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::bucket'] }] },
        ],
      },
      'Invalid S3 ARN: arn:aws:s3:::bucket',
    ],
    [
      'a type that basic selectors do not know',
      { EventSelectors: [{ DataResources: [{ Type: 'AWS::IoT::Thing', Values: [] }] }] },
      '',
    ],
    [
      '251 resources',
      {
        EventSelectors: [
          {
            DataResources: [
              {
                Type: 'AWS::S3::Object',
                Values: Array.from({ length: 251 }, (_, i) => `arn:aws:s3:::bucket-${i}/`),
              },
            ],
          },
        ],
      },
      '',
    ],
    [
      'a source that cannot be excluded',
      { EventSelectors: [{ ExcludeManagementEventSources: ['iam.amazonaws.com'] }] },
      '',
    ],
  ])('basic ones refuse %s', async (_name, input, message) => {
    await create()
    await expect(put(input)).rejects.toMatchObject({
      name: 'InvalidEventSelectorsException',
      message: expect.stringContaining(message) as string,
    })
  })

  test.each<[string, { Field: string; [operator: string]: string | string[] }[]]>([
    ['no category', [{ Field: 'readOnly', Equals: ['true'] }]],
    ['a category of event data stores', [{ Field: 'eventCategory', Equals: ['Insight'] }]],
    ['two categories', [{ Field: 'eventCategory', Equals: ['Management', 'Data'] }]],
    ['a category by its start', [{ Field: 'eventCategory', StartsWith: ['Manage'] }]],
    [
      'a field twice',
      [management, ...['true', 'false'].map((v) => ({ Field: 'readOnly', Equals: [v] }))],
    ],
    ['a field without operator', [management, { Field: 'readOnly' }]],
    ['readOnly maybe', [management, { Field: 'readOnly', Equals: ['maybe'] }]],
    ['readOnly not', [management, { Field: 'readOnly', NotEquals: ['true'] }]],
    ['names of management events', [management, { Field: 'eventName', Equals: ['X'] }]],
    [
      'one source of management events',
      [management, { Field: 'eventSource', Equals: ['kms.amazonaws.com'] }],
    ],
    ['no IAM', [management, { Field: 'eventSource', NotEquals: ['iam.amazonaws.com'] }]],
    ['data of any type', [{ Field: 'eventCategory', Equals: ['Data'] }]],
    ['data of two types', dataOf('AWS::S3::Object', 'AWS::IoT::Thing')],
    ['data of something', dataOf('Something')],
    ['objects by no ARN', [...object, { Field: 'resources.ARN', Equals: ['bucket/key'] }]],
    [
      'objects by a thing’s ARN',
      [...object, { Field: 'resources.ARN', StartsWith: ['arn:aws:iot:'] }],
    ],
    ['a field nobody knows', [...object, { Field: 'colour', Equals: ['red'] }]],
    [
      'a console session that is none',
      [...object, { Field: 'sessionCredentialFromConsole', Equals: ['false'] }],
    ],
    ['network activity of no source', [{ Field: 'eventCategory', Equals: ['NetworkActivity'] }]],
    [
      'network activity with another error',
      [
        { Field: 'eventCategory', Equals: ['NetworkActivity'] },
        { Field: 'eventSource', Equals: ['s3.amazonaws.com'] },
        { Field: 'errorCode', Equals: ['AccessDenied'] },
      ],
    ],
    [
      '501 values',
      [...object, { Field: 'eventName', Equals: Array.from({ length: 501 }, (_, i) => `X${i}`) }],
    ],
  ])('advanced ones refuse %s', async (_name, FieldSelectors) => {
    await create()
    await expect(put({ AdvancedEventSelectors: [{ FieldSelectors }] })).rejects.toMatchObject({
      name: 'InvalidEventSelectorsException',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test.each([{ Equals: [] }, { Equals: [''] }, { EndsWith: ['x'.repeat(2049)] }])(
    'the model refuses %j',
    async (operator) => {
      await create()
      const FieldSelectors = [...object, { Field: 'eventName', ...operator }]
      await expect(put({ AdvancedEventSelectors: [{ FieldSelectors }] })).rejects.toMatchObject({
        name: 'ValidationException',
      })
    },
  )

  test('a trail delivers what it selects, from the change on', async () => {
    const bucket = 'selected'
    const { greengrass } = server.clients()
    const target = `arn:aws:iot:${region}:${accountId}:thinggroup/Selected`
    await create({ S3BucketName: bucket })
    await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
    await put({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] })
    await greengrass.send(new CreateDeploymentCommand({ targetArn: target }))
    const read = greengrass.send(new GetDeploymentCommand({ deploymentId: 'gone' }))
    await expect(read).rejects.toThrow('not found')
    await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
    await vi.waitFor(() => expect(server.logged(bucket)).toHaveLength(4))
    const names = server.logged(bucket).map(({ eventName }) => eventName)
    expect(new Set(names)).toEqual(
      new Set(['StartLogging', 'PutEventSelectors', 'CreateDeployment', 'StopLogging']),
    )
  })
})

test('data events are delivered where they are selected, and are in no history', async () => {
  const { s3 } = server.clients()
  await s3.send(new CreateBucketCommand({ Bucket: 'watched' }))
  await s3.send(new CreateBucketCommand({ Bucket: 'unwatched' }))
  await server.makeTrailBucket('data-logs')
  await create({ S3BucketName: 'data-logs' })
  await put({
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
          { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::watched/'] },
          { Field: 'readOnly', Equals: ['false'] },
        ],
      },
    ],
  })
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  for (const Bucket of ['watched', 'unwatched'])
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))
  await s3.send(new GetObjectCommand({ Bucket: 'watched', Key: 'a' }))
  await s3.send(new DeleteObjectCommand({ Bucket: 'watched', Key: 'a' }))
  await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
  await vi.waitFor(() => expect(server.logged('data-logs')).toHaveLength(2))
  const events = server.logged('data-logs')
  const names = new Set(events.map(({ eventName }) => eventName))
  expect(names).toEqual(new Set(['PutObject', 'DeleteObject']))
  for (const event of events)
    expect(event).toMatchObject({ eventCategory: 'Data', managementEvent: false })
  const history = await server.lookup()
  expect(history.map(({ eventName }) => eventName)).not.toContain('PutObject')
})

test('a bucket that no longer lets CloudTrail in shows at once, and loses nothing', async () => {
  const bucket = 'moody-logs'
  await server.makeTrailBucket(bucket)
  const { s3 } = server.clients()
  const status = () => cloudtrail.send(new GetTrailStatusCommand({ Name: 'main' }))
  await create({ S3BucketName: bucket })
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }))
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  await vi.waitFor(async () => expect((await status()).LatestDeliveryError).toBe('AccessDenied'))
  expect(server.advice.at(-1)).toContain('The bucket moody-logs has no policy.')
  await s3.send(new DeleteBucketCommand({ Bucket: bucket }))
  await vi.waitFor(
    async () => expect((await status()).LatestDeliveryError).toBe('NoSuchBucket'),
    15_000,
  )
  await server.makeTrailBucket(bucket)
  await vi.waitFor(async () => expect((await status()).LatestDeliveryError).toBeUndefined(), 30_000)
  await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
  const names = () => server.logged(bucket).map(({ eventName }) => eventName)
  await vi.waitFor(() => expect(names()).toContain('StopLogging'))
  for (const name of ['StartLogging', 'DeleteBucket', 'CreateBucket', 'PutBucketPolicy'])
    expect(names().filter((each) => each === name)).toEqual([name])
}, 60_000)

describe('insight selectors', () => {
  const insights = (input: object, TrailName: string | undefined = 'main') =>
    cloudtrail.send(new PutInsightSelectorsCommand({ TrailName, InsightSelectors: [], ...input }))

  test('are kept and answered, and an empty list switches them off', async () => {
    await create()
    const InsightSelectors = [
      { InsightType: 'ApiCallRateInsight', EventCategories: ['Management'] },
      { InsightType: 'ApiErrorRateInsight', EventCategories: ['Management', 'Data'] },
    ]
    const answer = await insights({
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, InsightSelectors[1]],
    })
    expect(answer).toMatchObject({ TrailARN: arn('main'), InsightSelectors })
    expect(
      await cloudtrail.send(new GetInsightSelectorsCommand({ TrailName: 'main' })),
    ).toMatchObject({ TrailARN: arn('main'), InsightSelectors })
    expect((await get())?.HasInsightSelectors).toBe(true)
    await insights({ InsightSelectors: [] })
    expect((await get())?.HasInsightSelectors).toBe(false)
  })

  test.each([
    [{ InsightSelectors: [{ InsightType: 'Colour' }] }, /ValidationException|InvalidInsight/],
    [
      {
        InsightSelectors: [
          { InsightType: 'ApiCallRateInsight' },
          { InsightType: 'ApiCallRateInsight' },
        ],
      },
      /InvalidInsightSelectorsException/,
    ],
    [{ EventDataStore: 'abc' }, /InvalidParameterCombinationException/],
  ])('refuse %j', async (input, name) => {
    await create()
    await expect(insights(input)).rejects.toMatchObject({
      name: expect.stringMatching(name) as string,
    })
  })

  test('need the events they count', async () => {
    await create()
    await put({ EventSelectors: [{ ReadWriteType: 'ReadOnly' }] })
    await insights({ InsightSelectors: [{ InsightType: 'ApiErrorRateInsight' }] })
    await expect(
      insights({ InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] }),
    ).rejects.toMatchObject({ name: 'InvalidInsightSelectorsException' })
  })
})

describe('tags', () => {
  const tagsOf = async (name = 'main') => {
    const { ResourceTagList } = await cloudtrail.send(
      new ListTagsCommand({ ResourceIdList: [arn(name)] }),
    )
    return ResourceTagList?.[0]?.TagsList
  }
  const add = (TagsList: { Key: string; Value?: string }[], ResourceId = arn('main')) =>
    cloudtrail.send(new AddTagsCommand({ ResourceId, TagsList }))

  test('are added, replaced and removed', async () => {
    await create({ TagsList: [{ Key: 'a', Value: '1' }] })
    await add([{ Key: 'b', Value: '2' }, { Key: 'a', Value: '3' }, { Key: 'c' }])
    expect(await tagsOf()).toEqual([
      { Key: 'a', Value: '3' },
      { Key: 'b', Value: '2' },
      { Key: 'c', Value: '' },
    ])
    const TagsList = [{ Key: 'b', Value: 'other' }, { Key: 'unknown' }]
    await cloudtrail.send(new RemoveTagsCommand({ ResourceId: arn('main'), TagsList }))
    expect(await tagsOf()).toEqual([
      { Key: 'a', Value: '3' },
      { Key: 'c', Value: '' },
    ])
  })

  test.each([
    [arn('gone'), 'ResourceNotFoundException'],
    [arn('main', 'eu-west-1'), 'ResourceNotFoundException'],
    [arn('main', region, '999988887777'), 'ResourceNotFoundException'],
    ['main', 'CloudTrailARNInvalidException'],
    [`arn:aws:cloudtrail:${region}:${accountId}:import/x`, 'ResourceTypeNotSupportedException'],
  ])('%s: %s', async (ResourceId, name) => {
    await create()
    const TagsList = [{ Key: 'a' }]
    const ResourceIdList = [ResourceId]
    for (const call of [
      add(TagsList, ResourceId),
      cloudtrail.send(new RemoveTagsCommand({ ResourceId, TagsList })),
      cloudtrail.send(new ListTagsCommand({ ResourceIdList })),
    ])
      await expect(call).rejects.toMatchObject({ name })
  })

  test('there are at most fifty of them', async () => {
    await create()
    await add(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })))
    await add([{ Key: 'k7', Value: 'again' }])
    await expect(add([{ Key: 'one too many' }])).rejects.toMatchObject({
      name: 'TagsLimitExceededException',
    })
    await expect(add([{ Key: 'AWS:x' }])).rejects.toMatchObject({
      name: 'InvalidTagParameterException',
    })
    expect(await tagsOf()).toHaveLength(50)
  })
})

test('public keys are those of a region, and of a time', async () => {
  await create({ EnableLogFileValidation: true })
  await cloudtrail.send(new StartLoggingCommand({ Name: 'main' }))
  await cloudtrail.send(new StopLoggingCommand({ Name: 'main' }))
  const keys = async (client = cloudtrail, input = {}) =>
    (await client.send(new ListPublicKeysCommand(input))).PublicKeyList ?? []
  await vi.waitFor(async () => expect(await keys()).toHaveLength(1), 5_000)
  const [key] = await keys()
  const der = { key: Buffer.from(key?.Value ?? []), format: 'der', type: 'pkcs1' } as const
  expect(createPublicKey(der).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(key?.Fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(await keys(elsewhere)).toEqual([])
  expect(await keys(cloudtrail, { StartTime: new Date(0), EndTime: new Date(1) })).toEqual([])
  await expect(
    keys(cloudtrail, { StartTime: new Date(2), EndTime: new Date(1) }),
  ).rejects.toMatchObject({ name: 'InvalidTimeRangeException' })
  await expect(keys(cloudtrail, { NextToken: 'x' })).rejects.toMatchObject({
    name: 'InvalidTokenException',
  })
})
