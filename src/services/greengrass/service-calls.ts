import { type Bucket, bucketArn, objectArn } from '../../buckets/bucket.ts'
import type { ServiceCall } from '../operation.ts'
import { GREENGRASS } from './service-bucket.ts'

/** Calls that the service makes for itself, of the bucket it keeps in an account. */
const ofService = {
  invokedBy: GREENGRASS,
  isForCaller: false,
  eventSource: 's3.amazonaws.com',
  readOnly: false,
  responseElements: null,
} as const

export function bucketCall({ name, accountId }: Bucket): ServiceCall {
  return {
    ...ofService,
    eventName: 'CreateBucket',
    requestParameters: { bucketName: name },
    resources: [{ accountId, type: 'AWS::S3::Bucket', ARN: bucketArn(name) }],
  }
}

export function documentCall({ name, accountId }: Bucket, key: string): ServiceCall {
  return {
    ...ofService,
    isDataEvent: true,
    eventName: 'PutObject',
    requestParameters: { bucketName: name, key },
    resources: [
      { type: 'AWS::S3::Object', ARN: objectArn(name, key) },
      { accountId, type: 'AWS::S3::Bucket', ARN: bucketArn(name) },
    ],
  }
}
