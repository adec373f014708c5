import type { EventResource } from '../audit/audit-event.ts'
import { eventTimeOf } from '../audit/event-time.ts'
import { type CallOfService, serviceEvent } from '../audit/service-event.ts'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import { type Bucket, bucketArn, bucketOf, objectArn } from '../buckets/bucket.ts'
import type { ResourceReader } from '../ledger/resources.ts'
import type { OwnCalls } from '../trails/own-calls.ts'
import { shortRequestId } from '../wire/request-id.ts'

export interface TrailCallsParts {
  readonly resources: ResourceReader
  /** Another S3 has its own events of what is done there. */
  readonly isKeptElsewhere: (bucket: string) => boolean
  readonly clock: Clock
  readonly random: Random
}

/** What CloudTrail does with the installation's own buckets, as events of their owners. */
export function trailCalls({
  resources,
  isKeptElsewhere,
  clock,
  random,
}: TrailCallsParts): OwnCalls {
  return ({ bucket: name, hasReadAcl = false, keys }) => {
    const bucket = isKeptElsewhere(name) ? undefined : bucketOf(resources, name)
    if (!bucket) return []
    const calls = [
      ...(hasReadAcl ? [getBucketAcl(bucket)] : []),
      ...keys.map((key) => putObject(bucket, key)),
    ]
    const eventTime = eventTimeOf(clock.now())
    return calls.map((call) =>
      JSON.stringify(
        serviceEvent(call, {
          eventTime,
          awsRegion: bucket.region,
          recipientAccountId: bucket.accountId,
          requestID: shortRequestId(random.uuid()),
          eventID: random.uuid(),
          sharedEventID: random.uuid(),
        }),
      ),
    )
  }
}

const common = { invokedBy: 'cloudtrail.amazonaws.com', eventSource: 's3.amazonaws.com' } as const

function getBucketAcl(bucket: Bucket): CallOfService {
  return {
    ...common,
    eventName: 'GetBucketAcl',
    readOnly: true,
    requestParameters: { bucketName: bucket.name, acl: '' },
    responseElements: null,
    resources: [resourceOf(bucket)],
  }
}

function putObject(bucket: Bucket, key: string): CallOfService {
  const encryption = { 'x-amz-server-side-encryption': 'AES256' }
  return {
    ...common,
    eventName: 'PutObject',
    readOnly: false,
    requestParameters: {
      bucketName: bucket.name,
      key,
      'x-amz-acl': 'bucket-owner-full-control',
      ...encryption,
    },
    responseElements: encryption,
    resources: [{ type: 'AWS::S3::Object', ARN: objectArn(bucket.name, key) }, resourceOf(bucket)],
    isDataEvent: true,
  }
}

function resourceOf({ name, accountId }: Bucket): EventResource {
  return { accountId, type: 'AWS::S3::Bucket', ARN: bucketArn(name) }
}
