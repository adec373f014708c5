import { objectArn } from '../../buckets/bucket.ts'
import type { Precondition, StoredObject } from '../../buckets/object-store.ts'
import type { Call, FurtherAction } from '../operation.ts'
import { type AboutObject, policyOfBucket } from './about.ts'
import { s3Error } from './errors.ts'
import { quoted } from './object-headers.ts'

interface ReadConditions {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
  readonly IfModifiedSince?: Date | undefined
  readonly IfUnmodifiedSince?: Date | undefined
}

/**
 * Throws unless an object may be read under these conditions. An ETag outweighs a time, as RFC 9110 says.
 *
 * @param otherwise what a reader gets who has it already: 304, and 412 for a copy
 */
export function checkRead(
  { metadata, lastModifiedMs }: StoredObject,
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: ReadConditions,
  otherwise: 'NotModified' | 'PreconditionFailed' = 'NotModified',
): void {
  const seconds = Math.floor(lastModifiedMs / 1000) * 1000
  if (IfMatch !== undefined) {
    if (!names(IfMatch, metadata.etag)) throw failed('If-Match')
  } else if (IfUnmodifiedSince && seconds > IfUnmodifiedSince.getTime())
    throw failed('If-Unmodified-Since')
  const isKnown =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && seconds <= IfModifiedSince.getTime()
      : names(IfNoneMatch, metadata.etag)
  if (isKnown)
    throw otherwise === 'NotModified'
      ? s3Error('NotModified', {}, '')
      : failed('x-amz-copy-source-If-None-Match')
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function writePrecondition({
  IfMatch,
  IfNoneMatch,
}: Pick<ReadConditions, 'IfMatch' | 'IfNoneMatch'>): Precondition | undefined {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
    throw s3Error('NotImplemented', { Header: 'If-None-Match' })
  if (IfMatch === undefined && IfNoneMatch === undefined) return undefined
  return (current) => {
    if (IfNoneMatch !== undefined && current) throw failed('If-None-Match')
    if (IfMatch === undefined) return
    if (!current) throw s3Error('NoSuchKey')
    if (!names(IfMatch, current.metadata.etag)) throw failed('If-Match')
  }
}

/** Whoever deletes only what has a certain ETag learns of it, and so must be allowed to read. */
export function readOfETag(
  etag: string | undefined,
  { Bucket = '', Key = '' }: AboutObject,
  call: Call,
): readonly FurtherAction[] {
  if (etag === undefined || etag === '*') return []
  const standingPolicy = policyOfBucket(Bucket, call)
  return [{ action: 's3:GetObject', resourceArn: objectArn(Bucket, Key), standingPolicy }]
}

function failed(condition: string) {
  return s3Error('PreconditionFailed', { Condition: condition })
}

/** Whether a header's list names an ETag, with or without quotes. */
function names(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((item) => item.trim())
    .some((item) => item === '*' || item === etag || item === quoted(etag))
}
