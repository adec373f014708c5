import { StoreError } from '../../buckets/object-store.ts'
import { ServiceError } from '../../wire/service-error.ts'
import type { ServiceFaults } from '../service.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const errors = {
  AccessControlListNotSupported: [400, 'The bucket does not allow ACLs'],
  AccessDenied: [403, 'Access Denied'],
  BadDigest: [400, 'The Content-MD5 you specified did not match what we received.'],
  BucketAlreadyExists: [
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ],
  BucketAlreadyOwnedByYou: [
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  IllegalLocationConstraintException: [
    400,
    'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  ],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidBucketAclWithObjectOwnership: [
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  ],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  InvalidDigest: [400, 'The Content-MD5 you specified was invalid.'],
  InvalidLocationConstraint: [400, 'The specified location-constraint is not valid'],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ],
  InvalidPartOrder: [
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
  ],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  InvalidRequest: [400, 'Invalid Request'],
  InvalidTag: [400, 'The tag provided was not a valid tag.'],
  KeyTooLongError: [400, 'Your key is too long'],
  MalformedPolicy: [400, "Policies must be valid JSON and the first byte must be '{'"],
  MalformedXML: [
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
  MetadataTooLarge: [400, 'Your metadata headers exceed the maximum allowed metadata size'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchBucketPolicy: [404, 'The bucket policy does not exist'],
  NoSuchConfiguration: [404, 'The specified configuration does not exist.'],
  NoSuchCORSConfiguration: [404, 'The CORS configuration does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchLifecycleConfiguration: [404, 'The lifecycle configuration does not exist'],
  NoSuchPublicAccessBlockConfiguration: [
    404,
    'The public access block configuration was not found',
  ],
  NoSuchTagSet: [404, 'The TagSet does not exist'],
  NoSuchUpload: [
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NoSuchWebsiteConfiguration: [404, 'The specified bucket does not have a website configuration'],
  NotImplemented: [501, 'A header you provided implies functionality that is not implemented'],
  NotModified: [304, 'Not Modified'],
  ObjectLockConfigurationNotFoundError: [
    404,
    'Object Lock configuration does not exist for this bucket',
  ],
  OwnershipControlsNotFoundError: [404, 'The bucket ownership controls were not found'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  ReplicationConfigurationNotFoundError: [404, 'The replication configuration was not found'],
  TooManyBuckets: [400, 'You have attempted to create more buckets than allowed'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

export type S3ErrorCode = keyof typeof errors

/** @param fields what stands beside the message: `Key`, `BucketName` */
export function s3Error(
  code: S3ErrorCode,
  fields: Readonly<Record<string, unknown>> = {},
  message?: string,
): ServiceError {
  const [status, usual] = errors[code]
  return new ServiceError(code, message ?? usual, status, fields)
}

export function invalidArgument(name: string, value: string, message: string): ServiceError {
  return s3Error('InvalidArgument', { ArgumentName: name, ArgumentValue: value }, message)
}

/** What the store of objects says of what callers ask for, in S3's words. That the store itself fails is not theirs to see. */
export async function fromStore<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof StoreError && isCallers(error.code)) throw s3Error(error.code)
    throw error
  }
}

function isCallers(code: string): code is 'NoSuchBucket' | 'NoSuchUpload' {
  return code === 'NoSuchBucket' || code === 'NoSuchUpload'
}

export const s3Faults: ServiceFaults = {
  invalid: (message, violations) => {
    const [{ at } = { at: '' }] = violations
    if (at.endsWith('.locationConstraint')) return s3Error('InvalidLocationConstraint')
    // What is nested came in a document, and of those S3 says no more.
    return at.includes('.') ? s3Error('MalformedXML') : s3Error('InvalidArgument', {}, message)
  },
  malformed: (message) => s3Error('InvalidRequest', {}, message),
  denied(message, isForeign) {
    if (isForeign) return s3Error('AccessDenied')
    // S3 is the one service that puts the resource in quotes.
    const quoted = message.replace(/ on resource: (\S+) /, ' on resource: "$1" ')
    return s3Error('AccessDenied', {}, quoted)
  },
  unknownOperation: () =>
    new ServiceError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
    ),
  notImplemented: () => s3Error('NotImplemented'),
  internal: () => s3Error('InternalError'),
}
