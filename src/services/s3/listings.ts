import type { _Object, CommonPrefix } from '@aws-sdk/client-s3'
import { canonicalUserId } from '../../buckets/bucket.ts'
import type { StoredObject } from '../../buckets/object-store.ts'
import { invalidArgument } from './errors.ts'
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

export function listedPrefixes(
  prefixes: readonly string[],
  written: (key: string) => string,
): CommonPrefix[] {
  return prefixes.map((prefix) => ({ Prefix: written(prefix) }))
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
