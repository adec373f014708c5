import { expect, test } from 'vitest'
import { callOf } from '../../../test/support/call.ts'
import { newServiceBucket, presignedByService } from './service-bucket.ts'

function hostOf(endpoint: string, region = 'us-west-2', s3EndpointType?: string): string {
  const call = callOf([], { endpoint, region })
  const { url } = presignedByService(
    { bucket: newServiceBucket(call), key: 'k', s3EndpointType },
    call,
  )
  return new URL(url).origin
}

test('a URL leads back to where the caller came in, and by AWS’s names to S3', () => {
  expect(hostOf('https://waymark.example.com:4567')).toBe('https://waymark.example.com:4567')
  const aws = 'https://greengrass.us-west-2.amazonaws.com:8443'
  expect(hostOf(aws)).toBe('https://s3.us-west-2.amazonaws.com:8443')
  expect(hostOf(aws, 'us-west-2', 'GLOBAL')).toBe('https://s3.amazonaws.com:8443')
  expect(hostOf(aws, 'us-east-1')).toBe('https://s3.amazonaws.com:8443')
  expect(hostOf(aws, 'us-east-1', 'REGIONAL')).toBe('https://s3.us-east-1.amazonaws.com:8443')
})
