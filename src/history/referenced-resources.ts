import type { AuditEvent } from '../audit/audit-event.ts'
import type { ReferencedResource } from './lookup-fields.ts'

/** Where a service names a resource, and of which type; lists on the way are walked through. */
interface Reference {
  readonly in: 'requestParameters' | 'responseElements'
  readonly path: readonly string[]
  readonly type: string | ((name: string) => string | undefined)
  /** For members whose meaning depends on the operation. */
  readonly events?: RegExp
}

/**
 * Both `requestParameters` and `responseElements` are looked at, the response first: it knows the ARN. AWS publishes no such
 * map; where its behaviour is known we follow it, in the order in which it lists the resources.
 */
const references: Readonly<Record<string, readonly Reference[]>> = {
  'cloudtrail.amazonaws.com': [
    ...either('trailARN', 'AWS::CloudTrail::Trail'),
    // Event data stores and channels have names too.
    ...either('name', 'AWS::CloudTrail::Trail', /Trail|Logging$/),
    ...either('trailName', 'AWS::CloudTrail::Trail'),
    ...either('trailNameList', 'AWS::CloudTrail::Trail'),
    ...either('resourceId', cloudTrailType),
    ...either('resourceIdList', cloudTrailType),
    ...either('s3BucketName', 'AWS::S3::Bucket'),
    ...either('snsTopicName', 'AWS::SNS::Topic'),
  ],
  'greengrass.amazonaws.com': [
    ...either('arn', 'AWS::GreengrassV2::ComponentVersion'),
    ...either('deploymentId', 'AWS::GreengrassV2::Deployment'),
    ...either('coreDeviceThingName', 'AWS::GreengrassV2::CoreDevice'),
    ...either('targetArn', iotTargetType),
    ...either('parentTargetArn', iotTargetType),
    ...either('resourceArn', greengrassType),
    ...either('thingName', 'AWS::IoT::Thing'),
    ...either('entries.thingName', 'AWS::IoT::Thing'),
  ],
  'iam.amazonaws.com': [
    ...either('accessKeyId', 'AWS::IAM::AccessKey'),
    ...either('accessKey.accessKeyId', 'AWS::IAM::AccessKey'),
    ...either('user.arn', 'AWS::IAM::User'),
    ...either('userName', 'AWS::IAM::User'),
    ...either('role.arn', 'AWS::IAM::Role'),
    ...either('roleName', 'AWS::IAM::Role'),
    ...either('group.arn', 'AWS::IAM::Group'),
    ...either('groupName', 'AWS::IAM::Group'),
    ...either('policy.arn', 'AWS::IAM::Policy'),
    ...either('policyArn', 'AWS::IAM::Policy'),
    ...either('policyName', 'AWS::IAM::Policy'),
    ...either('instanceProfileName', 'AWS::IAM::InstanceProfile'),
  ],
  'iot.amazonaws.com': [
    ...either('thingArn', 'AWS::IoT::Thing'),
    ...either('thingName', 'AWS::IoT::Thing'),
    ...either('thingGroupArn', 'AWS::IoT::ThingGroup'),
    ...either('thingGroupName', 'AWS::IoT::ThingGroup'),
  ],
  's3.amazonaws.com': either('bucketName', 'AWS::S3::Bucket'),
  'sns.amazonaws.com': either('topicArn', 'AWS::SNS::Topic'),
  'sts.amazonaws.com': [
    ...either('credentials.accessKeyId', 'AWS::IAM::AccessKey'),
    ...either('assumedRoleUser.assumedRoleId', 'AWS::STS::AssumedRole'),
    ...either('assumedRoleUser.arn', 'AWS::STS::AssumedRole'),
    ...either('roleArn', 'AWS::IAM::Role'),
  ],
}

/** One entry for each resource and spelling, none twice; empty for services that are not in the table. */
export function referencedResources(event: AuditEvent): ReferencedResource[] {
  const found: ReferencedResource[] = []
  for (const reference of references[event.eventSource] ?? []) {
    const root = event[reference.in]
    if (root === null || (reference.events && !reference.events.test(event.eventName))) continue
    collect(root, reference, 0, found)
  }
  return found
}

function either(path: string, type: Reference['type'], events?: RegExp): Reference[] {
  const reference = { path: path.split('.'), type, ...(events ? { events } : {}) }
  return [
    { ...reference, in: 'responseElements' },
    { ...reference, in: 'requestParameters' },
  ]
}

function collect(
  value: unknown,
  reference: Reference,
  depth: number,
  found: ReferencedResource[],
): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, reference, depth, found)
    return
  }
  const member = reference.path[depth]
  if (member !== undefined) {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, member))
      collect((value as Record<string, unknown>)[member], reference, depth + 1, found)
    return
  }
  // CloudTrail prints what a caller empties, for example a trail's topic, as ''.
  if (typeof value === 'string' && value !== '') add(value, reference.type, found)
}

function add(name: string, typed: Reference['type'], found: ReferencedResource[]): void {
  const type = typeof typed === 'string' ? typed : typed(name)
  if (type === undefined) return
  if (!found.some((resource) => resource.name === name && resource.type === type))
    found.push({ type, name })
}

/** What tags can be put on. */
function cloudTrailType(arn: string): string | undefined {
  return arn.includes(':trail/') ? 'AWS::CloudTrail::Trail' : undefined
}

function iotTargetType(arn: string): string | undefined {
  if (arn.includes(':thinggroup/')) return 'AWS::IoT::ThingGroup'
  return arn.includes(':thing/') ? 'AWS::IoT::Thing' : undefined
}

function greengrassType(arn: string): string | undefined {
  if (arn.includes(':deployments:')) return 'AWS::GreengrassV2::Deployment'
  if (arn.includes(':coreDevices:')) return 'AWS::GreengrassV2::CoreDevice'
  return arn.includes(':components:') ? 'AWS::GreengrassV2::ComponentVersion' : undefined
}
