import { bucketArn, objectArn } from '../../buckets/bucket.ts'
import type { FurtherAction, ServiceCall } from '../operation.ts'

/** A call that the service makes of AWS IoT with the caller's rights: it leaves its own event, and the caller must be allowed. */
export interface DependentCall {
  readonly eventName: string
  readonly resourceArn: string
  readonly requestParameters: Readonly<Record<string, unknown>>
  readonly responseElements?: Readonly<Record<string, unknown>>
}

export function serviceCallOf(call: DependentCall): ServiceCall {
  const { eventName, requestParameters, responseElements = null } = call
  return {
    invokedBy: 'greengrass.amazonaws.com',
    isForCaller: true,
    eventSource: 'iot.amazonaws.com',
    eventName,
    readOnly: eventName.startsWith('Describe'),
    requestParameters,
    responseElements,
  }
}

/** An artifact was read, with the caller's rights. */
export function artifactCall(bucketName: string, key: string): ServiceCall {
  return {
    invokedBy: 'greengrass.amazonaws.com',
    isForCaller: true,
    isDataEvent: true,
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    readOnly: true,
    requestParameters: { bucketName, key },
    responseElements: null,
    resources: [
      { type: 'AWS::S3::Object', ARN: objectArn(bucketName, key) },
      { type: 'AWS::S3::Bucket', ARN: bucketArn(bucketName) },
    ],
  }
}

export function furtherActionOf({
  eventName,
  resourceArn,
}: Pick<DependentCall, 'eventName' | 'resourceArn'>): FurtherAction {
  return { action: `iot:${eventName}`, resourceArn }
}
