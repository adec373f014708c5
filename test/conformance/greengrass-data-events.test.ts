import { StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateComponentVersionCommand,
  GetComponentVersionArtifactCommand,
  ResolveComponentCandidatesCommand,
} from '@aws-sdk/client-greengrassv2'
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { recipeBytes } from '../support/recipes.ts'
import { accountId, region } from '../support/server.ts'
import { trailSite } from '../support/trail-site.ts'

/** What devices do is in no event history, and in the log files of trails that select it. */

const { server, cloudtrail, create, put } = trailSite(['data-logs'])

test('what devices resolve and download is delivered where it is selected', async () => {
  const { greengrass, s3 } = server().clients()
  const Bucket = `greengrass-${region}-${accountId}`
  const CreateBucketConfiguration = { LocationConstraint: region } as const
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 'greengrass.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] })
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'artifacts/x=/hello.sh', Body: 'echo hello' }))
  const Artifacts = [{ Uri: 'greengrass:x=/hello.sh' }]
  const Manifests = [{ Platform: { os: 'linux' }, Lifecycle: {}, Artifacts }]
  const { arn } = await greengrass.send(
    new CreateComponentVersionCommand({ inlineRecipe: recipeBytes({ Manifests }) }),
  )

  await create({ S3BucketName: 'data-logs' })
  const selected = (type: string, ...more: { Field: string; StartsWith: string[] }[]) => ({
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: [type] },
      ...more,
    ],
  })
  await put({
    AdvancedEventSelectors: [
      selected('AWS::GreengrassV2::ComponentVersion'),
      selected('AWS::S3::Object', {
        Field: 'resources.ARN',
        StartsWith: [`arn:aws:s3:::${Bucket}/`],
      }),
    ],
  })
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await greengrass.send(
    new ResolveComponentCandidatesCommand({
      platform: { name: 'linux', attributes: { os: 'linux' } },
      componentCandidates: [
        { componentName: 'com.example.Hello', versionRequirements: { root: '^1.0.0' } },
      ],
    }),
  )
  const { preSignedUrl = '' } = await greengrass.send(
    new GetComponentVersionArtifactCommand({ arn, artifactName: 'x=/hello.sh' }),
  )
  expect((await fetch(preSignedUrl)).status).toBe(200)
  await expect(
    greengrass.send(
      new ResolveComponentCandidatesCommand({
        componentCandidates: [{ componentName: 'com.example.Missing' }],
      }),
    ),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))

  await eventually(() => expect(server().logged('data-logs')).toHaveLength(3))
  const events = server().logged('data-logs')
  const named = (name: string) =>
    events.find(({ eventName, errorCode }) => eventName === name && errorCode === undefined)
  expect(named('ResolveComponentCandidates')).toMatchObject({
    eventCategory: 'Data',
    managementEvent: false,
    readOnly: true,
    responseElements: null,
    resources: [{ accountId, type: 'AWS::GreengrassV2::ComponentVersion', ARN: arn }],
  })
  expect(events.find(({ errorCode }) => errorCode !== undefined)).toMatchObject({
    eventName: 'ResolveComponentCandidates',
    errorCode: 'ResourceNotFoundException',
    resources: [{ ARN: arn?.replace('Hello:versions:1.0.0', 'Missing') }],
  })
  expect(named('GetObject')).toMatchObject({
    userIdentity: { type: 'AWSService', invokedBy: 'greengrass.amazonaws.com' },
    requestParameters: { bucketName: Bucket, key: 'artifacts/x=/hello.sh' },
  })
  const history = await server().lookup()
  expect(history.map(({ eventName }) => eventName)).not.toContain('ResolveComponentCandidates')
})
