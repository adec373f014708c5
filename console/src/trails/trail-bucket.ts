import { CreateBucketCommand, PutBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3'
import type { TrailDraft } from './trail-draft.ts'

/** Makes the bucket of a trail. One that is the caller's already only gets the policy. */
export async function makeTrailBucket(
  s3: S3Client,
  { bucket, prefix }: TrailDraft,
  accountId: string,
  region: string,
): Promise<void> {
  const location =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as 'us-west-2' } }
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ...location }))
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BucketAlreadyOwnedByYou') throw error
  }
  const Policy = JSON.stringify(bucketPolicy(bucket, prefix, accountId))
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }))
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function bucketPolicy(bucket: string, prefix: string, accountId: string) {
  const arn = `arn:aws:s3:::${bucket}`
  const folder = prefix === '' ? 'AWSLogs' : `${prefix}/AWSLogs`
  const statement = { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } }
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'AWSCloudTrailAclCheck', ...statement, Action: 's3:GetBucketAcl', Resource: arn },
      {
        Sid: 'AWSCloudTrailWrite',
        ...statement,
        Action: 's3:PutObject',
        Resource: `${arn}/${folder}/${accountId}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ],
  }
}
