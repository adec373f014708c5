import type { CreateTrailRequest, CreateTrailResponse } from '@aws-sdk/client-cloudtrail'
import type { Buckets } from '../../../trails/destination.ts'
import {
  type Trail,
  TRAILS_PER_REGION_MAX,
  deliveries,
  trailArn,
  trailKey,
  trails,
  trailsOfRegion,
} from '../../../trails/trail.ts'
import type { Call, Decision, PreparedCommand } from '../../operation.ts'
import { cloudTrailError, unsupported } from '../errors.ts'
import { checkTrailName } from '../trail-names.ts'
import { trailOutput } from '../trail-output.ts'

/** Buckets are made on the way, until there is an S3 service to make them with. */
export function createTrail(
  buckets: Buckets,
): PreparedCommand<CreateTrailRequest, CreateTrailResponse> {
  return {
    kind: 'prepared-command',
    resourceArn: ({ Name = '' }, call) => trailArn(call.accountId, call.region, Name),
    async prepare(input, call) {
      checkRequest(input, call)
      await buckets.createBucket(input.S3BucketName ?? '')
      return (now) => decide(input, now)
    },
  }
}

function decide(input: CreateTrailRequest, call: Call): Decision<CreateTrailResponse> {
  // Once more: another call may have come in between.
  checkRequest(input, call)
  const trail = trailOf(input, call)
  const { accountId, homeRegion: region, name, s3BucketName, s3KeyPrefix, deliveryKey } = trail
  return {
    output: trailOutput(trail),
    changes: [
      trails.put(trailKey(accountId, region, name), trail),
      deliveries.put(deliveryKey, {
        key: deliveryKey,
        trailArn: trailArn(accountId, region, name),
        accountId,
        region,
        s3BucketName,
        ...(s3KeyPrefix === undefined ? {} : { s3KeyPrefix }),
        recorded: [],
        cursor: call.position - 1,
        isTrailDeleted: false,
      }),
    ],
  }
}

function trailOf(input: CreateTrailRequest, call: Call): Trail {
  const name = input.Name ?? ''
  return {
    name,
    accountId: call.accountId,
    homeRegion: call.region,
    s3BucketName: input.S3BucketName ?? '',
    ...(input.S3KeyPrefix ? { s3KeyPrefix: input.S3KeyPrefix } : {}),
    includeGlobalServiceEvents: input.IncludeGlobalServiceEvents ?? true,
    ...(input.RecursiveLogging === undefined ? {} : { recursiveLogging: input.RecursiveLogging }),
    tags: (input.TagsList ?? []).map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
    isLogging: false,
    // A trail of the same name made later is another one, with another delivery.
    deliveryKey: `${trailArn(call.accountId, call.region, name)}#${call.position}`,
  }
}

function checkRequest(input: CreateTrailRequest, call: Call): void {
  const { accountId, region, resources } = call
  const name = input.Name ?? ''
  checkTrailName(name)
  checkBucketName(input.S3BucketName ?? '')
  checkKeyPrefix(input.S3KeyPrefix ?? '')
  checkTags(input)
  checkSupported(input)
  if (resources.get(trails, trailKey(accountId, region, name)))
    throw cloudTrailError(
      'TrailAlreadyExistsException',
      `Trail ${name} already exists for customer: ${accountId}`,
    )
  const existing = resources.find(trailsOfRegion, `${accountId}/${region}`)
  if (existing.length >= TRAILS_PER_REGION_MAX)
    throw cloudTrailError(
      'MaximumNumberOfTrailsExceededException',
      `User: ${accountId} already has ${existing.length} trails in ${region}.`,
    )
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
  const segments = prefix.split('/')
  const isWellFormed =
    prefix === '' ||
    (prefix.length <= 200 &&
      segments.every((part) => !/^\.{0,2}$/.test(part)) &&
      !prefix.includes('\0'))
  if (!isWellFormed)
    throw cloudTrailError('InvalidS3PrefixException', 'The S3 key prefix is not valid.')
}

function checkTags({ TagsList = [] }: CreateTrailRequest): void {
  const keys = TagsList.map(({ Key = '' }) => Key)
  if (keys.length > 50)
    throw cloudTrailError('TagsLimitExceededException', 'A trail can have at most 50 tags.')
  if (new Set(keys).size < keys.length || keys.some((key) => key.toLowerCase().startsWith('aws:')))
    throw cloudTrailError(
      'InvalidTagParameterException',
      'Tag keys must be unique and must not start with aws:.',
    )
}

function checkSupported(input: CreateTrailRequest): void {
  if (input.IsMultiRegionTrail && input.IncludeGlobalServiceEvents === false)
    throw cloudTrailError(
      'InvalidParameterCombinationException',
      'Multi-Region trail must include global service events.',
    )
  const { IsMultiRegionTrail, EnableLogFileValidation, IsOrganizationTrail } = input
  const { SnsTopicName, CloudWatchLogsLogGroupArn, CloudWatchLogsRoleArn, KmsKeyId } = input
  const asked = {
    IsMultiRegionTrail,
    EnableLogFileValidation,
    IsOrganizationTrail,
    SnsTopicName,
    CloudWatchLogsLogGroupArn,
    CloudWatchLogsRoleArn,
    KmsKeyId,
  }
  for (const [member, value] of Object.entries(asked)) if (value) throw unsupported(member)
}
