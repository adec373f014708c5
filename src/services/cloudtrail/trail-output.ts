import type { CreateTrailResponse, Trail as TrailDescription } from '@aws-sdk/client-cloudtrail'
import { type Trail, trailArn } from '../../trails/trail.ts'

/** A trail as CreateTrail answers it: booleans always, everything else only when it is set. */
export function trailOutput(trail: Trail): CreateTrailResponse {
  return {
    Name: trail.name,
    S3BucketName: trail.s3BucketName,
    ...(trail.s3KeyPrefix === undefined ? {} : { S3KeyPrefix: trail.s3KeyPrefix }),
    IncludeGlobalServiceEvents: trail.includeGlobalServiceEvents,
    IsMultiRegionTrail: false,
    TrailARN: trailArn(trail.accountId, trail.homeRegion, trail.name),
    LogFileValidationEnabled: false,
    IsOrganizationTrail: false,
    ...(trail.recursiveLogging === undefined ? {} : { RecursiveLogging: trail.recursiveLogging }),
  }
}

/** A trail as GetTrail and DescribeTrails answer it. */
export function trailDescription(trail: Trail): TrailDescription {
  return {
    ...trailOutput(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
  }
}
