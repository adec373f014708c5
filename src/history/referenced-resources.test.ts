import { describe, expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import { referencedResources } from './referenced-resources.ts'

type Case = readonly [
  name: string,
  event: Partial<AuditEvent>,
  resources: readonly (readonly [type: string, name: string])[],
]

const core = 'arn:aws:greengrass:us-west-2:123456789012'
const iot = 'arn:aws:iot:us-west-2:123456789012'

const cases: readonly Case[] = [
  [
    // The answer of LookupEvents to a CreateTrail, in its order: the ARN, the name, the bucket.
    'CreateTrail: the trail by ARN and by name, its bucket',
    {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'CreateTrail',
      requestParameters: { name: 'main', s3BucketName: 'audit-bucket', snsTopicName: '' },
      responseElements: {
        name: 'main',
        s3BucketName: 'audit-bucket',
        trailARN: 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main',
      },
    },
    [
      ['AWS::CloudTrail::Trail', 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main'],
      ['AWS::CloudTrail::Trail', 'main'],
      ['AWS::S3::Bucket', 'audit-bucket'],
    ],
  ],
  [
    'DescribeTrails: every trail of the list',
    {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'DescribeTrails',
      requestParameters: { trailNameList: ['a', 'b', 'a'] },
    },
    [
      ['AWS::CloudTrail::Trail', 'a'],
      ['AWS::CloudTrail::Trail', 'b'],
    ],
  ],
  [
    'AddTags: the trail',
    {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'AddTags',
      requestParameters: {
        resourceId: 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main',
        tagsList: [{ key: 'team' }],
      },
    },
    [['AWS::CloudTrail::Trail', 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main']],
  ],
  [
    'ListTags: every trail of the list, and nothing else',
    {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'ListTags',
      requestParameters: {
        resourceIdList: ['trail/main', 'channel/c'].map(
          (resource) => `arn:aws:cloudtrail:us-west-2:123456789012:${resource}`,
        ),
      },
    },
    [['AWS::CloudTrail::Trail', 'arn:aws:cloudtrail:us-west-2:123456789012:trail/main']],
  ],
  [
    'CreateEventDataStore: its name is no trail',
    {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'CreateEventDataStore',
      requestParameters: { name: 'lake' },
    },
    [],
  ],
  [
    'CreateDeployment: the deployment and its thing group',
    {
      eventName: 'CreateDeployment',
      requestParameters: { targetArn: `${iot}:thinggroup/Line` },
      responseElements: { deploymentId: '4196dddc-0a21-4c54-a985-66a525f6946e' },
    },
    [
      ['AWS::GreengrassV2::Deployment', '4196dddc-0a21-4c54-a985-66a525f6946e'],
      ['AWS::IoT::ThingGroup', `${iot}:thinggroup/Line`],
    ],
  ],
  [
    'GetComponent: the component version',
    {
      eventName: 'GetComponent',
      requestParameters: { arn: `${core}:components:com.example.Hello:versions:1.0.0` },
    },
    [
      [
        'AWS::GreengrassV2::ComponentVersion',
        `${core}:components:com.example.Hello:versions:1.0.0`,
      ],
    ],
  ],
  [
    'GetCoreDevice: the core device',
    { eventName: 'GetCoreDevice', requestParameters: { coreDeviceThingName: 'press-1' } },
    [['AWS::GreengrassV2::CoreDevice', 'press-1']],
  ],
  [
    'TagResource of Greengrass: what the ARN says it is',
    { eventName: 'TagResource', requestParameters: { resourceArn: `${core}:coreDevices:press-1` } },
    [['AWS::GreengrassV2::CoreDevice', `${core}:coreDevices:press-1`]],
  ],
  [
    'BatchAssociateClientDeviceWithCoreDevice: every client device',
    {
      eventName: 'BatchAssociateClientDeviceWithCoreDevice',
      requestParameters: {
        coreDeviceThingName: 'press-1',
        entries: [{ thingName: 'sensor-1' }, { thingName: 'sensor-2' }],
      },
    },
    [
      ['AWS::GreengrassV2::CoreDevice', 'press-1'],
      ['AWS::IoT::Thing', 'sensor-1'],
      ['AWS::IoT::Thing', 'sensor-2'],
    ],
  ],
  [
    'AttachRolePolicy: the role and the policy',
    {
      eventSource: 'iam.amazonaws.com',
      eventName: 'AttachRolePolicy',
      requestParameters: {
        roleName: 'Deployer',
        policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      },
    },
    [
      ['AWS::IAM::Role', 'Deployer'],
      ['AWS::IAM::Policy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ],
  ],
  [
    'AssumeRole: the key, the session and the role',
    {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      requestParameters: { roleArn: 'arn:aws:iam::123456789012:role/Deployer' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAEXAMPLE222222222' },
        assumedRoleUser: {
          assumedRoleId: 'AROAEXAMPLE1111111111:ci-42',
          arn: 'arn:aws:sts::123456789012:assumed-role/Deployer/ci-42',
        },
      },
    },
    [
      ['AWS::IAM::AccessKey', 'ASIAEXAMPLE222222222'],
      ['AWS::STS::AssumedRole', 'AROAEXAMPLE1111111111:ci-42'],
      ['AWS::STS::AssumedRole', 'arn:aws:sts::123456789012:assumed-role/Deployer/ci-42'],
      ['AWS::IAM::Role', 'arn:aws:iam::123456789012:role/Deployer'],
    ],
  ],
  [
    'CreateThing: the thing by ARN and by name',
    {
      eventSource: 'iot.amazonaws.com',
      eventName: 'CreateThing',
      requestParameters: { thingName: 'press-1' },
      responseElements: { thingName: 'press-1', thingArn: `${iot}:thing/press-1` },
    },
    [
      ['AWS::IoT::Thing', `${iot}:thing/press-1`],
      ['AWS::IoT::Thing', 'press-1'],
    ],
  ],
  [
    'PutBucketPolicy: the bucket',
    { eventSource: 's3.amazonaws.com', requestParameters: { bucketName: 'logs' } },
    [['AWS::S3::Bucket', 'logs']],
  ],
  [
    'Subscribe: the topic',
    {
      eventSource: 'sns.amazonaws.com',
      requestParameters: { topicArn: 'arn:aws:sns:us-west-2:123456789012:alerts' },
    },
    [['AWS::SNS::Topic', 'arn:aws:sns:us-west-2:123456789012:alerts']],
  ],
]

/**
 * Order and spellings of CreateTrail are those of the LookupEvents reference and of CloudTrail's user guide (2026-07); AWS
 * publishes no map for the other services, so these cases hold what was chosen.
 */
describe('the resources of an event', () => {
  test.each(cases)('%s', (_, event, resources) => {
    const found = referencedResources(auditEvent(event))
    expect(found.map(({ type, name }) => [type, name])).toEqual(resources)
  })

  test('of a service that is not known are none', () => {
    const event = { eventSource: 'ec2.amazonaws.com', requestParameters: { roleName: 'x' } }
    expect(referencedResources(auditEvent(event))).toEqual([])
  })

  test('are none where a member holds something else than a name', () => {
    for (const roleName of [7, null, '', {}, [[null]], { roleName: 'x' }])
      expect(
        referencedResources(
          auditEvent({ eventSource: 'iam.amazonaws.com', requestParameters: { roleName } }),
        ),
      ).toEqual([])
  })

  test('are not looked for in what an object inherits', () => {
    const requestParameters: unknown = Object.create({ roleName: 'inherited' })
    const event = auditEvent({ eventSource: 'iam.amazonaws.com', requestParameters })
    expect(referencedResources(event)).toEqual([])
  })
})
