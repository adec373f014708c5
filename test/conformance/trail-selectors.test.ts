import {
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  type PutEventSelectorsRequest,
  PutInsightSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { CreateThingGroupCommand } from '@aws-sdk/client-iot'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { accountId, region } from '../support/server.ts'
import { trailArn, trailSite } from '../support/trail-site.ts'

const { server, cloudtrail, create, get, put } = trailSite(['audit-logs', 'selected'])

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
      const { $metadata: _, ...answer } = await cloudtrail().send(
        new GetEventSelectorsCommand({ TrailName: trailArn('main') }),
      )
      return answer
    }
    expect(await selectors()).toEqual({ TrailARN: trailArn('main'), EventSelectors: [everything] })
    const { $metadata: _, ...basic } = await put({
      EventSelectors: [{ ReadWriteType: 'ReadOnly' }],
    })
    expect(basic).toEqual({
      TrailARN: trailArn('main'),
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
      TrailARN: trailArn('main'),
      AdvancedEventSelectors: advanced,
    })
    expect((await get())?.HasCustomEventSelectors).toBe(true)
    const [event] = await server().lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'PutEventSelectors' }],
    })
    expect(event).toMatchObject({
      requestParameters: { trailName: 'main', advancedEventSelectors: [{ name: 'writes' }, {}] },
      responseElements: { trailARN: trailArn('main') },
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
    const { greengrass, iot } = server().clients()
    await iot.send(new CreateThingGroupCommand({ thingGroupName: 'Selected' }))
    const target = `arn:aws:iot:${region}:${accountId}:thinggroup/Selected`
    await create({ S3BucketName: bucket })
    await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
    await put({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] })
    await greengrass.send(new CreateDeploymentCommand({ targetArn: target }))
    const read = greengrass.send(new GetDeploymentCommand({ deploymentId: 'gone' }))
    await expect(read).rejects.toThrow('not found')
    await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
    const events = () => server().logged(bucket)
    const names = () => events().map(({ eventName }) => eventName)
    await eventually(() => expect(names()).toContain('StopLogging'))
    for (const name of ['StartLogging', 'PutEventSelectors', 'CreateDeployment'])
      expect(names()).toContain(name)
    expect(events().filter(({ readOnly }) => readOnly)).toEqual([])
  })
})

test('data events are delivered where they are selected, and are in no history', async () => {
  const { s3 } = server().clients()
  await s3.send(new CreateBucketCommand({ Bucket: 'watched' }))
  await s3.send(new CreateBucketCommand({ Bucket: 'unwatched' }))
  await server().makeTrailBucket('data-logs')
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
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  for (const Bucket of ['watched', 'unwatched'])
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))
  await s3.send(new GetObjectCommand({ Bucket: 'watched', Key: 'a' }))
  await s3.send(new DeleteObjectCommand({ Bucket: 'watched', Key: 'a' }))
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  await eventually(() => expect(server().logged('data-logs')).toHaveLength(2))
  const events = server().logged('data-logs')
  const names = new Set(events.map(({ eventName }) => eventName))
  expect(names).toEqual(new Set(['PutObject', 'DeleteObject']))
  for (const event of events)
    expect(event).toMatchObject({ eventCategory: 'Data', managementEvent: false })
  const history = await server().lookup()
  expect(history.map(({ eventName }) => eventName)).not.toContain('PutObject')
})

describe('insight selectors', () => {
  const insights = (input: object, TrailName: string | undefined = 'main') =>
    cloudtrail().send(new PutInsightSelectorsCommand({ TrailName, InsightSelectors: [], ...input }))

  test('are kept and answered, and an empty list switches them off', async () => {
    await create()
    const InsightSelectors = [
      { InsightType: 'ApiCallRateInsight', EventCategories: ['Management'] },
      { InsightType: 'ApiErrorRateInsight', EventCategories: ['Management', 'Data'] },
    ]
    const answer = await insights({
      InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, InsightSelectors[1]],
    })
    expect(answer).toMatchObject({ TrailARN: trailArn('main'), InsightSelectors })
    expect(
      await cloudtrail().send(new GetInsightSelectorsCommand({ TrailName: 'main' })),
    ).toMatchObject({ TrailARN: trailArn('main'), InsightSelectors })
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
