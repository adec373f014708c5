import {
  type CreateTrailRequest,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { accountId, region, trailBucketPolicy } from '../support/server.ts'
import { trailArn, trailSite } from '../support/trail-site.ts'

const { server, cloudtrail, elsewhere, create, update, get } = trailSite(
  ['audit-logs', 'other-logs'],
  ['trail-topic', 'topic'],
)

test('Terraform makes a trail, finds nothing to change, changes it, and deletes it', async () => {
  const describeByArn = async () =>
    (await cloudtrail().send(new DescribeTrailsCommand({ trailNameList: [trailArn('main')] })))
      .trailList
  expect(await describeByArn()).toEqual([])
  const { $metadata: _, ...created } = await create({
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    SnsTopicName: 'trail-topic',
    TagsList: [{ Key: 'team', Value: 'audit' }],
  })
  await cloudtrail().send(new StartLoggingCommand({ Name: trailArn('main') }))
  expect(created).toEqual({
    Name: 'main',
    S3BucketName: 'audit-logs',
    SnsTopicName: 'trail-topic',
    SnsTopicARN: `arn:aws:sns:${region}:${accountId}:trail-topic`,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: false,
    TrailARN: trailArn('main'),
    LogFileValidationEnabled: true,
    IsOrganizationTrail: false,
    RecursiveLogging: true,
  })
  const [read] = (await describeByArn()) ?? []
  expect(read).toEqual({
    ...created,
    HomeRegion: region,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
  })
  const status = await cloudtrail().send(new GetTrailStatusCommand({ Name: trailArn('main') }))
  expect(status.IsLogging).toBe(true)
  await expect(
    cloudtrail().send(new GetInsightSelectorsCommand({ TrailName: trailArn('main') })),
  ).rejects.toMatchObject({
    name: 'InsightNotEnabledException',
    message: `Trail ${trailArn('main')} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
  })
  const tags = await cloudtrail().send(new ListTagsCommand({ ResourceIdList: [trailArn('main')] }))
  expect(tags.ResourceTagList).toEqual([
    { ResourceId: trailArn('main'), TagsList: [{ Key: 'team', Value: 'audit' }] },
  ])

  const { $metadata: __, ...updated } = await cloudtrail().send(
    new UpdateTrailCommand({ Name: trailArn('main'), S3KeyPrefix: 'ct', SnsTopicName: '' }),
  )
  const { SnsTopicName: _name, SnsTopicARN: _arn, ...kept } = created
  expect(updated).toEqual({ ...kept, S3KeyPrefix: 'ct' })
  await cloudtrail().send(new StopLoggingCommand({ Name: trailArn('main') }))
  await cloudtrail().send(new DeleteTrailCommand({ Name: trailArn('main') }))
  await expect(
    cloudtrail().send(new DeleteTrailCommand({ Name: trailArn('main') })),
  ).rejects.toMatchObject({
    name: 'TrailNotFoundException',
    message: `Unknown trail: ${trailArn('main')} for the user: ${accountId}`,
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
    const { s3 } = server().clients()
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
    expect(server().advice.at(-1)).toContain(
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
      const { trailList = [] } = await elsewhere().send(
        new DescribeTrailsCommand(includeShadowTrails === undefined ? {} : { includeShadowTrails }),
      )
      return trailList.map(({ TrailARN, HomeRegion }) => [TrailARN, HomeRegion])
    }
    expect(await list()).toEqual([[trailArn('main'), region]])
    expect(await list(false)).toEqual([])
    expect((await get(trailArn('main'), elsewhere()))?.HomeRegion).toBe(region)
    const status = await elsewhere().send(new GetTrailStatusCommand({ Name: trailArn('main') }))
    expect(status.IsLogging).toBe(false)
    for (const call of [
      elsewhere().send(new StartLoggingCommand({ Name: trailArn('main') })),
      elsewhere().send(new UpdateTrailCommand({ Name: trailArn('main') })),
      elsewhere().send(new DeleteTrailCommand({ Name: trailArn('main') })),
    ])
      await expect(call).rejects.toMatchObject({ name: 'InvalidHomeRegionException' })
    await expect(elsewhere().send(new StopLoggingCommand({ Name: 'main' }))).rejects.toMatchObject({
      name: 'TrailNotFoundException',
      message: `Unknown trail: ${trailArn('main', 'eu-west-1')} for the user: ${accountId}`,
    })
    await expect(get(trailArn('local'), elsewhere())).rejects.toMatchObject({
      name: 'TrailNotFoundException',
    })
  })

  test('a replica takes its name, and one of the five places', async () => {
    await create({ IsMultiRegionTrail: true })
    await expect(create({}, elsewhere())).rejects.toMatchObject({
      name: 'TrailAlreadyExistsException',
      message: `Trail main already exists for customer: ${accountId}`,
    })
    for (let i = 1; i < 5; i++) await create({ Name: `local-${i}` }, elsewhere())
    const full = {
      name: 'MaximumNumberOfTrailsExceededException',
      message: `User: ${accountId} already has 5 trails in eu-west-1.`,
    }
    await expect(create({ Name: 'local-5' }, elsewhere())).rejects.toMatchObject(full)
    await expect(create({ Name: 'all', IsMultiRegionTrail: true })).rejects.toMatchObject(full)
    await create({ Name: 'local' })
    await expect(update({ Name: 'local', IsMultiRegionTrail: true })).rejects.toMatchObject(full)
    await update({ Name: 'main', IsMultiRegionTrail: false })
    await create({ Name: 'local-5' }, elsewhere())
  })
})

test('a bucket that no longer lets CloudTrail in shows at once, and loses nothing', async () => {
  const bucket = 'moody-logs'
  await server().makeTrailBucket(bucket)
  const { s3 } = server().clients()
  const status = () => cloudtrail().send(new GetTrailStatusCommand({ Name: 'main' }))
  await create({ S3BucketName: bucket })
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }))
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await eventually(async () => expect((await status()).LatestDeliveryError).toBe('AccessDenied'))
  expect(server().advice.at(-1)).toContain('The bucket moody-logs has no policy.')
  await s3.send(new DeleteBucketCommand({ Bucket: bucket }))
  await eventually(async () => expect((await status()).LatestDeliveryError).toBe('NoSuchBucket'))
  await server().makeTrailBucket(bucket)
  await eventually(async () => expect((await status()).LatestDeliveryError).toBeUndefined())
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  const names = () =>
    server()
      .logged(bucket)
      .map(({ eventName }) => eventName)
  await eventually(() => expect(names()).toContain('StopLogging'))
  for (const name of ['StartLogging', 'DeleteBucket', 'CreateBucket', 'PutBucketPolicy'])
    expect(names().filter((each) => each === name)).toEqual([name])
})
