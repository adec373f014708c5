import type { CreateTrailRequest, UpdateTrailRequest } from '@aws-sdk/client-cloudtrail'
import type { BucketDemand, Buckets } from '../../trails/destination.ts'
import type { FeedTarget } from '../../trails/feeds/feed.ts'
import { type Notifier, NotifierError, VALIDATION_MESSAGE } from '../../trails/notifier.ts'
import {
  arnOfTrail,
  isSeenIn,
  type Trail,
  TRAILS_PER_REGION_MAX,
  trailsSeenBy,
} from '../../trails/trail.ts'
import { awsRegions } from '../../wire/regions.ts'
import { accounts } from '../../identity/account.ts'
import type { Call } from '../operation.ts'
import { cloudTrailError } from './errors.ts'

/** What CreateTrail and UpdateTrail have in common; an absent member says nothing, an empty one "none". */
export type TrailSettings = Omit<CreateTrailRequest, 'Name' | 'S3BucketName' | 'TagsList'> &
  Pick<UpdateTrailRequest, 'S3BucketName'>

/** What trails deliver to and tell of it. */
export interface TrailTargets {
  readonly buckets: Buckets
  readonly notifier: Notifier
  /** Absent when there is no CloudWatch Logs. */
  readonly logGroups?: LogGroups
}

/** Where log groups are looked up. */
export interface LogGroups {
  /** Makes sure that CloudTrail can write there. Rejects with an error that has CloudWatch Logs' code. */
  check(target: Extract<FeedTarget, { kind: 'logs' }>): Promise<void>
}

const PREFIX_LENGTH_MAX = 200
const TOPIC_LENGTH_MAX = 256

/** Judges each member by itself. Throws as AWS does. */
export function checkSettings(settings: TrailSettings): void {
  if (settings.S3BucketName !== undefined) checkBucketName(settings.S3BucketName)
  checkKeyPrefix(settings.S3KeyPrefix ?? '')
  checkTopic(settings.SnsTopicName ?? '')
  checkKmsKey(settings.KmsKeyId ?? '')
  checkLogGroup(settings)
}

/** Judges a trail as it would become, among the others that its account has. Throws as AWS does. */
export function checkTrail(trail: Trail, call: Call, before?: Trail): void {
  if (trail.isMultiRegion && !trail.includeGlobalServiceEvents)
    throw cloudTrailError(
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    )
  const others = trailsSeenBy(call.resources, call.accountId).filter((other) => other !== before)
  const shadows = ({ homeRegion, isMultiRegion }: Trail) =>
    homeRegion === trail.homeRegion || isMultiRegion || trail.isMultiRegion
  if (others.some((other) => other.name === trail.name && shadows(other)))
    throw cloudTrailError(
      'TrailAlreadyExistsException',
      `Trail ${trail.name} already exists for customer: ${call.accountId}`,
    )
  for (const region of trail.isMultiRegion ? [call.region, ...awsRegions] : [call.region]) {
    // Where the trail is already, it takes no other place.
    if (before && isSeenIn(before, region)) continue
    const count = others.filter((other) => isSeenIn(other, region)).length
    if (count >= TRAILS_PER_REGION_MAX)
      throw cloudTrailError(
        'MaximumNumberOfTrailsExceededException',
        `User: ${call.accountId} already has ${count} trails in ${region}.`,
      )
  }
}

/** Asks the bucket whether the trail may deliver there. Throws as AWS does. */
export async function checkBucket(trail: Trail, call: Call, buckets: Buckets): Promise<void> {
  const fault = await buckets.faultOf(demandOf(trail, call))
  // An organization's trail is made all the same: its bucket can be put right later.
  if (fault === undefined || trail.organizationId !== undefined) return
  throw fault === 'NoSuchBucket'
    ? cloudTrailError(
        'S3BucketDoesNotExistException',
        `S3 bucket ${trail.s3BucketName} does not exist!`,
      )
    : cloudTrailError(
        'InsufficientS3BucketPolicyException',
        `Incorrect S3 bucket policy is detected for bucket: ${trail.s3BucketName}`,
      )
}

/** Sends the trail's topic a message, to see whether it takes any. Throws as AWS does. */
export async function checkTopicTakesMessages(
  trail: Trail,
  call: Call,
  notifier: Notifier,
): Promise<void> {
  if (!trail.snsTopic) return
  const { arn: topicArn } = trail.snsTopic
  const asked = { id: call.newId(), topicArn, trailArn: arnOfTrail(trail) }
  try {
    await notifier.publish({ ...asked, message: VALIDATION_MESSAGE })
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error
    // An organization's trail is made all the same: its topic can be put right later.
    if (trail.organizationId !== undefined) return
    throw cloudTrailError(
      'InsufficientSnsTopicPolicyException',
      'SNS Topic does not exist or the topic policy is incorrect!',
    )
  }
}

/** Makes a stream in the trail's log group, to see whether it takes events. Throws as AWS does. */
export async function checkLogGroupTakesEvents(
  trail: Trail,
  logGroups: LogGroups | undefined,
): Promise<void> {
  if (!trail.cloudWatchLogs) return
  if (!logGroups)
    throw cloudTrailError(
      'CloudWatchLogsDeliveryUnavailableException',
      'Delivery to CloudWatch Logs is not available in this Region.',
    )
  const { cloudWatchLogs, homeRegion, organizationId } = trail
  const organization = organizationId === undefined ? {} : { organizationId }
  const { logGroupArn } = cloudWatchLogs
  try {
    await logGroups.check({ kind: 'logs', logGroupArn, homeRegion, ...organization })
  } catch (error) {
    // An organization's trail is made all the same: its log group can be put right later.
    if (trail.organizationId !== undefined) return
    const { code } = error as { readonly code?: string }
    throw cloudTrailError(
      'InvalidCloudWatchLogsLogGroupArnException',
      code === 'AccessDenied'
        ? 'Access denied. Check the permissions for your role.'
        : 'CloudTrail cannot validate the specified log group ARN.',
    )
  }
}

/** As the trail becomes; an absent member says nothing, an empty one "none". */
export function cloudWatchLogsOf(
  settings: TrailSettings,
  before: Trail['cloudWatchLogs'],
): Pick<Trail, 'cloudWatchLogs'> {
  const logGroupArn = settings.CloudWatchLogsLogGroupArn ?? before?.logGroupArn
  const roleArn = settings.CloudWatchLogsRoleArn ?? before?.roleArn
  return logGroupArn && roleArn ? { cloudWatchLogs: { logGroupArn, roleArn } } : {}
}

export function topicOf(name: string, call: Call): { name: string; arn: string } {
  const arn = name.startsWith('arn:')
    ? name
    : `arn:aws:sns:${call.region}:${call.accountId}:${name}`
  return { name, arn }
}

function demandOf(trail: Trail, call: Call): BucketDemand {
  const { s3BucketName, s3KeyPrefix, organizationId, accountId } = trail
  return {
    bucket: s3BucketName,
    ...(s3KeyPrefix === undefined ? {} : { keyPrefix: s3KeyPrefix }),
    ...(organizationId === undefined ? {} : { organizationId }),
    accountIds:
      organizationId === undefined
        ? [accountId]
        : call.resources.list(accounts).map((account) => account.accountId),
    trailArn: arnOfTrail(trail),
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBucketName(bucket: string): void {
  const isWellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
  if (!isWellFormed || bucket.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(bucket))
    throw cloudTrailError(
      'InvalidS3BucketNameException',
      `Bucket name ${bucket.slice(0, 255)} is not valid.`,
    )
}

function checkKeyPrefix(prefix: string): void {
  const isWellFormed =
    prefix === '' ||
    (prefix.length <= PREFIX_LENGTH_MAX &&
      prefix.split('/').every((part) => !/^\.{0,2}$/.test(part)) &&
      !prefix.includes('\0') &&
      // A key is UTF-8, which has no halves of characters.
      prefix.isWellFormed())
  if (!isWellFormed)
    throw cloudTrailError('InvalidS3PrefixException', 'The S3 key prefix is not valid.')
}

function checkTopic(topic: string): void {
  const isWellFormed =
    topic.length <= TOPIC_LENGTH_MAX &&
    /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:)?[A-Za-z0-9_-]+$/.test(topic)
  if (topic !== '' && !isWellFormed)
    throw cloudTrailError('InvalidSnsTopicNameException', 'The SNS topic name is not valid.')
}

const KEY_FORM =
  /^(alias\/[A-Za-z0-9/_-]+|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(alias\/[A-Za-z0-9/_-]+|key\/[A-Za-z0-9-]+)|(mrk-)?[0-9a-f-]{32,36})$/

/** There is no key management here, so no key exists. */
function checkKmsKey(key: string): void {
  if (key === '') return
  if (!KEY_FORM.test(key))
    throw cloudTrailError(
      'InvalidKmsKeyIdException',
      `The KMS key ID ${key.slice(0, 350)} is not valid.`,
    )
  throw cloudTrailError('KmsKeyNotFoundException', `The KMS key ${key} was not found.`)
}

const LOG_GROUP_FORM =
  /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[A-Za-z0-9._/#-]{1,512}:\*$/
const ROLE_FORM = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/

function checkLogGroup(settings: TrailSettings): void {
  const { CloudWatchLogsLogGroupArn: logGroup = '', CloudWatchLogsRoleArn: role = '' } = settings
  if (logGroup === '' && role === '') return
  if (logGroup !== '' && role === '')
    throw cloudTrailError(
      'InvalidCloudWatchLogsRoleArnException',
      'You must specify a role ARN as well as a log group.',
    )
  if (!LOG_GROUP_FORM.test(logGroup))
    throw cloudTrailError(
      'InvalidCloudWatchLogsLogGroupArnException',
      'CloudTrail cannot validate the specified log group ARN.',
    )
  if (!ROLE_FORM.test(role))
    throw cloudTrailError(
      'InvalidCloudWatchLogsRoleArnException',
      'Access denied. Check the trust relationships for your role.',
    )
}
