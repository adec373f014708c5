import { hash } from 'node:crypto'
import { type Bucket, buckets } from '../../../buckets/bucket.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Call, PreparedCommand, ServiceCall } from '../../operation.ts'
import { decidingOn } from '../../staged.ts'
import { deploymentArn, deploymentOf } from '../deployment.ts'
import { wholeDocument } from '../deployment-document.ts'
import { bucketCall, documentCall } from '../service-calls.ts'
import {
  documentKey,
  newServiceBucket,
  presignedByService,
  serviceBucketOf,
} from '../service-bucket.ts'

export interface GetDeploymentConfigurationRequest {
  readonly coreDeviceThingName?: string
  readonly deploymentId?: string
  readonly s3EndpointType?: string
}

export interface GetDeploymentConfigurationResponse {
  readonly preSignedUrl: string
  readonly integrityCheck: { readonly algorithm: 'SHA-256'; readonly digest: string }
}

type Get = PreparedCommand<GetDeploymentConfigurationRequest, GetDeploymentConfigurationResponse>

/** For a device that was sent a document without its components: it is put where the device can fetch it. */
export function getDeploymentConfiguration(objects: ObjectStore): Get {
  return {
    kind: 'prepared-command',
    isRecordedReadOnly: true,
    isDataEvent: true,
    eventResources: (input, _, call) => resourcesOf(input, call),
    resourcesAskedFor: resourcesOf,
    async prepare({ deploymentId = '', s3EndpointType }, call) {
      const document = Buffer.from(wholeDocument(deploymentOf(deploymentId, call)))
      const key = documentKey(deploymentId)
      const known = serviceBucketOf(call)
      const { name } = known ?? newServiceBucket(call)
      if (!known) await objects.createBucket(name)
      // Not seen before the bucket is known to be the account's: until then somebody else can take its name.
      const staged = await objects.stagePut(name, key, document, {
        etag: hash('md5', document, 'hex'),
        contentType: 'application/json',
      })
      return decidingOn(staged, (deciding) => {
        const { bucket, made } = bucketFor(deciding)
        const { url, changes } = presignedByService({ bucket, key, s3EndpointType }, deciding)
        const digest = hash('sha256', document, 'base64')
        return {
          output: { preSignedUrl: url, integrityCheck: { algorithm: 'SHA-256', digest } },
          changes: [...changes, ...(made ? [buckets.put(name, bucket)] : [])],
          serviceCalls: [...(made ? [made] : []), documentCall(bucket, key)],
        }
      })
    },
  }
}

function resourcesOf({ deploymentId = '' }: GetDeploymentConfigurationRequest, call: Call) {
  const { accountId } = call
  const ARN = deploymentArn(call, deploymentId)
  return [{ accountId, type: 'AWS::GreengrassV2::Deployment', ARN }]
}

/** The account's, or a new one and the call that makes it. */
function bucketFor(call: Call): { readonly bucket: Bucket; readonly made?: ServiceCall } {
  const known = serviceBucketOf(call)
  if (known) return { bucket: known }
  const bucket = newServiceBucket(call)
  return { bucket, made: bucketCall(bucket) }
}
