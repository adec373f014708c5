import * as s3 from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let client: Clients['s3']
let made = 0
beforeAll(async () => {
  server = await startServer()
  client = server.clients().s3
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const CreateBucketConfiguration = { LocationConstraint: region } as const

async function newBucket(name = `bucket-${++made}`): Promise<{ Bucket: string }> {
  await client.send(new s3.CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }))
  return { Bucket: name }
}

const put = (Bucket: string, Key: string) =>
  client.send(new s3.PutObjectCommand({ Bucket, Key, Body: Key }))

describe('a bucket', () => {
  test('is made, found, listed, and gone once it is empty', async () => {
    const { Bucket } = await newBucket()
    await put(Bucket, 'a/b')
    expect(await client.send(new s3.HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: region,
    })
    expect(await client.send(new s3.GetBucketLocationCommand({ Bucket }))).toMatchObject({
      LocationConstraint: region,
    })
    const { Buckets = [] } = await client.send(new s3.ListBucketsCommand({}))
    expect(Buckets.map(({ Name }) => Name)).toContain(Bucket)
    const remove = () => client.send(new s3.DeleteBucketCommand({ Bucket }))
    await expect(remove()).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    })
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'a/b' }))
    await remove()
    await expect(client.send(new s3.HeadBucketCommand({ Bucket }))).rejects.toBeInstanceOf(
      s3.NotFound,
    )
  })

  test('survives a restart with its objects', async () => {
    const first = await startServer()
    const config = { CreateBucketConfiguration }
    await first.clients().s3.send(new s3.CreateBucketCommand({ Bucket: 'kept', ...config }))
    const object = { Bucket: 'kept', Key: 'a//b', Body: 'text', Metadata: { signature: 'ab' } }
    await first.clients().s3.send(new s3.PutObjectCommand(object))
    const second = await first.restarted()
    const got = await second
      .clients()
      .s3.send(new s3.GetObjectCommand({ Bucket: 'kept', Key: 'a//b' }))
    expect([await got.Body?.transformToString(), got.Metadata]).toEqual([
      'text',
      { signature: 'ab' },
    ])
    await second.close()
  })

  test.each([
    ['Upper_case', { CreateBucketConfiguration }, 'InvalidBucketName', 400],
    [
      'elsewhere',
      { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } },
      'IllegalLocationConstraintException',
      400,
    ],
    [
      'elsewhere',
      { CreateBucketConfiguration: { LocationConstraint: 'moon-1' as never } },
      'InvalidLocationConstraint',
      400,
    ],
    [
      'public-one',
      { CreateBucketConfiguration, ACL: 'public-read' as const },
      'InvalidBucketAclWithObjectOwnership',
      400,
    ],
  ])('named %s with %j is refused: %s', async (Bucket, input, name, httpStatusCode) => {
    await expect(
      client.send(new s3.CreateBucketCommand({ Bucket, ...input })),
    ).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
  })

  test('made twice is an error, but for the oldest region', async () => {
    const { Bucket } = await newBucket()
    await expect(newBucket(Bucket)).rejects.toBeInstanceOf(s3.BucketAlreadyOwnedByYou)
    const east = server.clients(server.keys.admin, 'us-east-1').s3
    await east.send(new s3.CreateBucketCommand({ Bucket: 'oldest' }))
    await east.send(new s3.CreateBucketCommand({ Bucket: 'oldest' }))
    const { LocationConstraint } = await east.send(
      new s3.GetBucketLocationCommand({ Bucket: 'oldest' }),
    )
    expect(LocationConstraint || undefined).toBeUndefined()
  })

  test('that is not there is NoSuchBucket for everything', async () => {
    const Bucket = 'no-such-bucket'
    for (const command of [
      new s3.GetBucketAclCommand({ Bucket }),
      new s3.ListObjectsV2Command({ Bucket }),
      new s3.DeleteBucketCommand({ Bucket }),
      new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'b' }),
      new s3.GetBucketVersioningCommand({ Bucket }),
    ])
      await expect(client.send(command as s3.GetBucketAclCommand)).rejects.toMatchObject({
        name: 'NoSuchBucket',
        message: 'The specified bucket does not exist',
        BucketName: Bucket,
      })
  })

  test('of another owner than the expected one is refused', async () => {
    const { Bucket } = await newBucket()
    const asked = { Bucket, ExpectedBucketOwner: '999988887777' }
    await expect(client.send(new s3.GetBucketAclCommand(asked))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
  })
})

describe('what Terraform and the CLI ask of a new bucket', () => {
  test.each([
    ['GetBucketPolicy', s3.GetBucketPolicyCommand, 'NoSuchBucketPolicy'],
    ['GetBucketCors', s3.GetBucketCorsCommand, 'NoSuchCORSConfiguration'],
    [
      'GetBucketLifecycleConfiguration',
      s3.GetBucketLifecycleConfigurationCommand,
      'NoSuchLifecycleConfiguration',
    ],
    [
      'GetBucketReplication',
      s3.GetBucketReplicationCommand,
      'ReplicationConfigurationNotFoundError',
    ],
    ['GetBucketTagging', s3.GetBucketTaggingCommand, 'NoSuchTagSet'],
    ['GetBucketWebsite', s3.GetBucketWebsiteCommand, 'NoSuchWebsiteConfiguration'],
    [
      'GetObjectLockConfiguration',
      s3.GetObjectLockConfigurationCommand,
      'ObjectLockConfigurationNotFoundError',
    ],
  ])('%s has none', async (_operation, Command, name) => {
    const { Bucket } = await newBucket()
    const command = new Command({ Bucket }) as s3.GetBucketPolicyCommand
    await expect(client.send(command)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 404 },
    })
  })

  test('and what has a default says it', async () => {
    const asked = await newBucket()
    expect(await client.send(new s3.GetBucketVersioningCommand(asked))).not.toHaveProperty('Status')
    expect(await client.send(new s3.GetBucketLoggingCommand(asked))).not.toHaveProperty(
      'LoggingEnabled',
    )
    expect(await client.send(new s3.GetBucketRequestPaymentCommand(asked))).toMatchObject({
      Payer: 'BucketOwner',
    })
    const { ServerSideEncryptionConfiguration } = await client.send(
      new s3.GetBucketEncryptionCommand(asked),
    )
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ])
    const { OwnershipControls } = await client.send(new s3.GetBucketOwnershipControlsCommand(asked))
    expect(OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] })
    const { Grants } = await client.send(new s3.GetBucketAclCommand(asked))
    expect(Grants).toMatchObject([
      { Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser' } },
    ])
  })
})

test('configurations are put, read back and deleted', async () => {
  const { Bucket } = await newBucket()
  const TagSet = [{ Key: 'team', Value: 'audit' }]
  await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }))
  expect(await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).toMatchObject({ TagSet })
  await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }))
  const block = {
    BlockPublicAcls: true,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: true,
  }
  await client.send(
    new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }),
  )
  expect(await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
    PublicAccessBlockConfiguration: block,
  })
  await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }))
  await expect(client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchPublicAccessBlockConfiguration',
  })
  const Rules = [{ ObjectOwnership: 'BucketOwnerPreferred' as const }]
  await client.send(
    new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }),
  )
  await client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'public-read' }))
  const { Grants } = await client.send(new s3.GetBucketAclCommand({ Bucket }))
  expect(Grants?.map(({ Permission }) => Permission)).toEqual(['FULL_CONTROL', 'READ'])
})

describe('a bucket policy', () => {
  const document = (Bucket: string, statement: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Write',
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
          ...statement,
        },
      ],
    })

  test('comes back as it was written', async () => {
    const { Bucket } = await newBucket()
    const Policy = document(Bucket)
    await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }))
    expect(await client.send(new s3.GetBucketPolicyCommand({ Bucket }))).toMatchObject({ Policy })
    expect(await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))).toMatchObject({
      PolicyStatus: { IsPublic: false },
    })
    await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }))
    await expect(client.send(new s3.GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    })
  })

  test.each([
    ['not json', 'Policies must be valid JSON'],
    [document('other-bucket'), 'Policy has invalid resource'],
    [document('BUCKET', { Action: 'iam:GetUser' }), 'Policy has invalid action'],
    [document('BUCKET', { Principal: { AWS: 'nobody' } }), 'Invalid principal in policy'],
  ])('that means nothing is refused: %s', async (Policy, message) => {
    const { Bucket } = await newBucket()
    const command = new s3.PutBucketPolicyCommand({
      Bucket,
      Policy: Policy.replaceAll('BUCKET', Bucket),
    })
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: expect.stringContaining(message),
    })
  })

  test('for everybody is blocked, until it is allowed to be public', async () => {
    const { Bucket } = await newBucket()
    const open = { Principal: '*', Action: 's3:GetObject' }
    const command = new s3.PutBucketPolicyCommand({ Bucket, Policy: document(Bucket, open) })
    await expect(client.send(command)).rejects.toMatchObject({ name: 'AccessDenied' })
    await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }))
    await client.send(command)
    expect(await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))).toMatchObject({
      PolicyStatus: { IsPublic: true },
    })
  })
})

test('a call about a bucket is an event in S3’s own form', async () => {
  const { Bucket } = await newBucket()
  await client.send(new s3.GetBucketAclCommand({ Bucket }))
  const [read, create] = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 's3.amazonaws.com' }],
  })
  const Host = new URL(server.url).host
  const resources = [{ accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` }]
  expect(read).toMatchObject({
    eventName: 'GetBucketAcl',
    userAgent: expect.stringMatching(/^\[aws-sdk-js\/.*\]$/),
    requestParameters: { bucketName: Bucket, Host, acl: '' },
    responseElements: null,
    additionalEventData: { SignatureVersion: 'SigV4', AuthenticationMethod: 'AuthHeader' },
    requestID: expect.stringMatching(/^[0-9A-Z]{16}$/),
    readOnly: true,
    managementEvent: true,
    eventCategory: 'Management',
    resources,
  })
  expect(create).toMatchObject({
    eventName: 'CreateBucket',
    requestParameters: { bucketName: Bucket, Host, CreateBucketConfiguration },
    responseElements: null,
    resources,
  })
})

test('a call is recorded in the Region of its bucket, wherever it was signed for', async () => {
  const { Bucket } = await newBucket()
  await server
    .clients(server.keys.admin, 'eu-west-1')
    .s3.send(new s3.GetBucketAclCommand({ Bucket }))
  const [found] = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'GetBucketAcl' }],
  })
  expect(found).toMatchObject({ awsRegion: region, requestParameters: { bucketName: Bucket } })
})
