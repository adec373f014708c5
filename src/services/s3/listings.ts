import type { _Object, CommonPrefix } from '@aws-sdk/client-s3'
import { canonicalUserId } from '../../buckets/bucket.ts'
import type { ObjectPage, ObjectStore, StoredObject } from '../../buckets/object-store.ts'
import type { Call } from '../operation.ts'
import { type AboutBucket, bucketFor } from './about.ts'
import { fromStore, invalidArgument } from './errors.ts'
import { quoted } from './object-headers.ts'

const PAGE_MAX = 1000

/** How many a page may have: what the caller asks for, and never more than a thousand. */
export function pageSize(name: string, asked: number | undefined): number {
  const size = asked ?? PAGE_MAX
  if (size < 0 || !Number.isInteger(size))
    throw invalidArgument(
      name,
      String(size),
      `Argument ${name} must be an integer between 0 and 2147483647`,
    )
  return Math.min(size, PAGE_MAX)
}

/** Keys may hold characters that XML has none for: a caller can ask for them in percent-encoding. */
export function keyWriter(encoding: string | undefined): (key: string) => string {
  if (encoding === undefined) return (key) => key
  if (encoding !== 'url')
    throw invalidArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request')
  return (key) =>
    encodeURIComponent(key)
      .replaceAll('%2F', '/')
      .replaceAll(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      )
}

interface AskedListing extends AboutBucket {
  readonly Prefix?: string | undefined
  readonly Delimiter?: string | undefined
  readonly EncodingType?: string | undefined
  readonly MaxKeys?: number | undefined
}

/** A page of a bucket's objects, and what every answer that lists them says of it. */
export async function listing(
  objects: ObjectStore,
  input: AskedListing,
  after: string,
  call: Call,
): Promise<Listing> {
  const { name, accountId } = bucketFor(input, call)
  const { Prefix = '', Delimiter, EncodingType } = input
  const written = keyWriter(EncodingType)
  const limit = pageSize('max-keys', input.MaxKeys)
  const question = {
    prefix: Prefix,
    after,
    limit,
    ...(Delimiter ? { delimiter: Delimiter } : {}),
  }
  const page = await fromStore(objects.list(name, question))
  return {
    page,
    written,
    ownerAccountId: accountId,
    shared: {
      Name: name,
      Prefix: written(Prefix),
      MaxKeys: limit,
      ...(Delimiter ? { Delimiter: written(Delimiter) } : {}),
      IsTruncated: page.next !== undefined,
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: written(prefix) })),
      ...(EncodingType ? { EncodingType: EncodingType as 'url' } : {}),
    },
  }
}

interface Listing {
  readonly page: ObjectPage
  /** How a key is written in this answer. */
  readonly written: (key: string) => string
  readonly ownerAccountId: string
  readonly shared: {
    readonly Name: string
    readonly Prefix: string
    readonly MaxKeys: number
    readonly Delimiter?: string
    readonly IsTruncated: boolean
    readonly CommonPrefixes: CommonPrefix[]
    readonly EncodingType?: 'url'
  }
}

/** @param ownerAccountId whose the objects are, where it is shown */
export function listedObject(
  { key, size, lastModifiedMs, metadata }: StoredObject,
  written: (key: string) => string,
  ownerAccountId?: string,
): _Object {
  const { checksum, storageClass = 'STANDARD' } = metadata
  return {
    Key: written(key),
    LastModified: new Date(lastModifiedMs),
    ETag: quoted(metadata.etag),
    ...(checksum ? { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type } : {}),
    Size: size,
    StorageClass: storageClass as 'STANDARD',
    ...(ownerAccountId === undefined ? {} : { Owner: { ID: canonicalUserId(ownerAccountId) } }),
  }
}

/** A policy may ask for a prefix: a listing of everything has the empty one. */
export function listingKeys(input: {
  readonly Prefix?: string | undefined
  readonly Delimiter?: string | undefined
  readonly MaxKeys?: number | undefined
}): Readonly<Record<string, string | undefined>> {
  return {
    's3:prefix': input.Prefix ?? '',
    's3:delimiter': input.Delimiter,
    's3:max-keys': input.MaxKeys === undefined ? undefined : String(input.MaxKeys),
  }
}
