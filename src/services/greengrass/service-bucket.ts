import { type Bucket, bucketArn, bucketOf, newBucket, objectArn } from '../../buckets/bucket.ts'
import { newSession } from '../../identity/new-session.ts'
import type { Scope } from '../../fleet/scope.ts'
import type { ResourceChange } from '../../ledger/resources.ts'
import { presignedUrl } from '../../wire/presign.ts'
import { serviceAccess } from '../bucket-access.ts'
import type { Call } from '../operation.ts'
import { accessDenied } from './errors.ts'

export const GREENGRASS = 'greengrass.amazonaws.com'

/** Downloads may begin as late as this; how long they take does not matter. */
const URL_VALID_SECONDS = 15 * 60

/**
 * The bucket, in each account and Region, of what the service hands out itself: artifacts with `greengrass:` URIs, and
 * documents that are too large to be sent. AWS keeps them out of sight, in accounts of its own.
 */
export function serviceBucketName({ region, accountId }: Scope): string {
  return `greengrass-${region}-${accountId}`
}

/** @param artifactName what follows `greengrass:` in the artifact's URI */
export function artifactKey(artifactName: string): string {
  return `artifacts/${artifactName}`
}

export function documentKey(deploymentId: string): string {
  return `deployments/${deploymentId}.json`
}

/** Undefined when there is none. Throws AccessDeniedException when somebody else's bucket has the name. */
export function serviceBucketOf(call: Call): Bucket | undefined {
  const name = serviceBucketName(call)
  const bucket = bucketOf(call.resources, name)
  if (bucket && (bucket.accountId !== call.accountId || bucket.region !== call.region))
    throw accessDenied(
      `The bucket ${name} must be in Region ${call.region} and belong to account ${call.accountId}.`,
    )
  return bucket
}

/** As the service makes it: whoever has a URL of the service may read, and nobody else but the account. */
export function newServiceBucket({ accountId, region, nowMs }: Call): Bucket {
  const name = serviceBucketName({ accountId, region })
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: GREENGRASS },
        Action: 's3:GetObject',
        Resource: objectArn(name, '*'),
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
    ],
  })
  return { ...newBucket({ name, accountId, region, createdMs: nowMs }), policy }
}

export interface ServiceObject {
  readonly bucket: Bucket
  readonly key: string
  /** As a caller asked for it. */
  readonly s3EndpointType?: string | undefined
}

export interface PresignedUrl {
  readonly url: string
  /** To be committed before the URL is handed out. */
  readonly changes: readonly ResourceChange[]
}

/**
 * A URL of an object, signed by the service with temporary credentials of its own: what it may read, the bucket's policy
 * says, and the event of a download names the service. Throws AccessDeniedException where the policy does not let it.
 */
export function presignedByService(
  { bucket, key, s3EndpointType }: ServiceObject,
  call: Call,
): PresignedUrl {
  const { accountId, region, nowMs } = call
  const access = serviceAccess(bucket, {
    service: GREENGRASS,
    action: 's3:GetObject',
    key,
    sourceArn: bucketArn(bucket.name),
    sourceAccount: accountId,
  })
  if (!access.isAllowed) throw accessDenied(access.reason)
  const subject = { kind: 'service' as const, accountId, service: GREENGRASS }
  const facts = { subject, tags: [], transitiveTagKeys: [] }
  const { session, token, changes } = newSession(facts, URL_VALID_SECONDS, call)
  const url = presignedUrl({
    endpoint: s3EndpointOf(call, s3EndpointType),
    bucket: bucket.name,
    key,
    region,
    accessKeyId: session.accessKeyId,
    secretAccessKey: session.secretAccessKey,
    sessionToken: token,
    nowMs,
    expiresSeconds: URL_VALID_SECONDS,
  })
  return { url, changes }
}

/** Where the caller reached this server; by S3's name, when that was by one of AWS's. */
function s3EndpointOf({ endpoint, region }: Call, type: string | undefined): string {
  const isGlobal = (type ?? (region === 'us-east-1' ? 'GLOBAL' : 'REGIONAL')) === 'GLOBAL'
  const name = isGlobal ? 's3.amazonaws.com' : `s3.${region}.amazonaws.com`
  return endpoint.replace(/\/\/[^:]*\.amazonaws\.com(?=:|$)/, `//${name}`)
}
