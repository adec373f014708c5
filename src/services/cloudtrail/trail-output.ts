import type { CreateTrailResponse, Trail as TrailDescription } from '@aws-sdk/client-cloudtrail'
import { arnOfTrail, type Trail } from '../../trails/trail.ts'

/** A trail as CreateTrail answers it: booleans always, everything else only when it is set. */
export function trailOutput(trail: Trail): CreateTrailResponse {
  const { s3KeyPrefix, snsTopic, cloudWatchLogs, recursiveLogging = true } = trail
  return {
    Name: trail.name,
    S3BucketName: trail.s3BucketName,
    ...(s3KeyPrefix === undefined ? {} : { S3KeyPrefix: s3KeyPrefix }),
    ...(snsTopic === undefined ? {} : { SnsTopicName: snsTopic.name, SnsTopicARN: snsTopic.arn }),
    IncludeGlobalServiceEvents: trail.includeGlobalServiceEvents,
    IsMultiRegionTrail: trail.isMultiRegion,
    TrailARN: arnOfTrail(trail),
    LogFileValidationEnabled: trail.validatesLogFiles,
    ...(cloudWatchLogs === undefined
      ? {}
      : {
          CloudWatchLogsLogGroupArn: cloudWatchLogs.logGroupArn,
          CloudWatchLogsRoleArn: cloudWatchLogs.roleArn,
        }),
    IsOrganizationTrail: trail.organizationId !== undefined,
    RecursiveLogging: recursiveLogging,
  }
}

/** A trail as GetTrail and DescribeTrails answer it. */
export function trailDescription(trail: Trail): TrailDescription {
  return {
    ...trailOutput(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: trail.selectors !== undefined,
    HasInsightSelectors: trail.insightSelectors.length > 0,
  }
}
