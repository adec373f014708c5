import { hash } from 'node:crypto'
import type { EventResource } from '../../audit/audit-event.ts'
import { type Bucket, bucketArn, bucketOf, objectArn } from '../../buckets/bucket.ts'
import { membersOf } from '../../wire/members.ts'
import { targetOf } from '../../wire/rest-xml-routes.ts'
import type { FormedCall, OwnForms } from '../recording.ts'
import { s3Model } from './model.generated.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html */
export const s3Forms: OwnForms = {
  eventNames: {
    DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
    GetBucketLifecycleConfiguration: 'GetBucketLifecycle',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    ListObjectsV2: 'ListObjects',
    PutBucketLifecycleConfiguration: 'PutBucketLifecycle',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  },
  dataEvents: new Set([
    'AbortMultipartUpload',
    'CompleteMultipartUpload',
    'CopyObject',
    'CreateMultipartUpload',
    'DeleteObject',
    'DeleteObjectTagging',
    'DeleteObjects',
    'GetObject',
    'GetObjectAcl',
    'GetObjectAttributes',
    'GetObjectLegalHold',
    'GetObjectRetention',
    'GetObjectTagging',
    'GetObjectTorrent',
    'HeadBucket',
    'HeadObject',
    'ListMultipartUploads',
    'ListObjectVersions',
    'ListObjects',
    'ListObjectsV2',
    'ListParts',
    'PutObject',
    'PutObjectAcl',
    'PutObjectLegalHold',
    'PutObjectRetention',
    'PutObjectTagging',
    'RestoreObject',
    'SelectObjectContent',
    'UploadPart',
    'UploadPartCopy',
  ]),
  isUserAgentBracketed: true,
  hasShortRequestIds: true,
  requestParameters,
  responseElements,
  resources,
  regionOf: (call) => bucketOfCall(call)?.region,
  ownerOf: (call) => bucketOfCall(call)?.accountId,
  additionalEventData,
}

function bucketOfCall({ request, resources: all }: FormedCall): Bucket | undefined {
  const { bucket } = targetOf(request)
  return bucket === undefined ? undefined : bucketOf(all, bucket)
}

/** Bucket and key, what the query string says as it says it, the headers of S3's own, and what the body describes. */
function requestParameters(call: FormedCall): Readonly<Record<string, unknown>> {
  const { bucket, key, query } = targetOf(call.request)
  const { host } = call.request.headers
  const said = [...query].filter(([name]) => !isSecret(name.toLowerCase()))
  return {
    // First, so that nobody can say `?key=other` and have it recorded in the key's place.
    ...Object.fromEntries(said),
    ...(bucket === undefined ? {} : { bucketName: bucket }),
    ...(host === undefined ? {} : { Host: host }),
    ...(key === undefined ? {} : { key: decodedKey(key) }),
    ...headersSaid(call),
    ...bodySaid(call),
  }
}

/** What a presigned URL proves its bearer with, and keys that callers encrypt with. */
function isSecret(name: string): boolean {
  return /^x-amz-(credential|security-token|signature)$|customer-key/.test(name)
}

function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    // The call failed for it, and the event shows why.
    return key
  }
}

/** Of headers that are S3's own and say what to do; those of the transfer are not printed, nor user metadata. */
function headersSaid({ operation, request }: FormedCall): Record<string, string> {
  const said: Record<string, string> = {}
  if (!operation) return said
  for (const { in: place, wireName, sensitive } of membersOf(s3Model, operation.input)) {
    const name = wireName.toLowerCase()
    const value = request.headers[name]
    const isShown = place === 'header' && name.startsWith('x-amz-') && !sensitive && !isSecret(name)
    if (isShown && value !== undefined) said[name] = value
  }
  return said
}

function bodySaid({ operation, input }: FormedCall): Record<string, unknown> {
  const payload =
    operation && membersOf(s3Model, operation.input).find((member) => member.in === 'payload')
  const value = payload && input?.[payload.name]
  if (!payload || value === undefined) return {}
  if (payload.name === 'Policy') return { bucketPolicy: policyObject(value as string) }
  return payload.type.kind === 'structure' ? { [payload.wireName]: value } : {}
}

/** A policy that cannot be read is printed as it came. */
function policyObject(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Of what was stored, how it is encrypted; nothing else of any answer. */
function responseElements({ output }: FormedCall): Readonly<Record<string, unknown>> | null {
  const encryption = output?.['ServerSideEncryption']
  return encryption === undefined ? null : { 'x-amz-server-side-encryption': encryption }
}

function resources(call: FormedCall): readonly EventResource[] | undefined {
  const { bucket: name, key } = targetOf(call.request)
  if (name === undefined) return undefined
  // A bucket that is only being made is its maker's.
  const maker = call.output === undefined ? undefined : call.accountId
  const accountId = bucketOfCall(call)?.accountId ?? maker
  const bucket: EventResource = {
    ...(accountId === undefined ? {} : { accountId }),
    type: 'AWS::S3::Bucket',
    ARN: bucketArn(name),
  }
  const isData = call.operation !== undefined && s3Forms.dataEvents.has(call.operation.name)
  return isData ? [...objectsOf(call, name, key), bucket] : [bucket]
}

function objectsOf(call: FormedCall, bucket: string, key: string | undefined): EventResource[] {
  const named = (one: string): EventResource => ({
    type: 'AWS::S3::Object',
    ARN: objectArn(bucket, one),
  })
  if (key !== undefined) return [named(decodedKey(key))]
  if (call.operation?.name === 'DeleteObjects') {
    const { Objects = [] } = (call.input?.['Delete'] ?? {}) as {
      readonly Objects?: readonly { readonly Key?: string }[]
    }
    return Objects.map(({ Key = '' }) => named(Key))
  }
  const prefix = (call.input?.['Prefix'] ?? '') as string
  return [{ type: 'AWS::S3::Object', ARNPrefix: objectArn(bucket, prefix) }]
}

function additionalEventData(call: FormedCall): Readonly<Record<string, unknown>> {
  const { request, requestId, output } = call
  const body = output?.['Body']
  return {
    SignatureVersion: 'SigV4',
    ...(request.tls ? { CipherSuite: request.tls.cipherSuite } : {}),
    bytesTransferredIn: request.body.length,
    AuthenticationMethod:
      request.headers['authorization'] === undefined ? 'QueryString' : 'AuthHeader',
    'x-amz-id-2': hash('sha384', requestId, 'base64'),
    // What else is answered is written only after the event.
    ...(body instanceof Uint8Array ? { bytesTransferredOut: body.length } : {}),
  }
}
