import type { GetObjectRequest, HeadObjectOutput } from '@aws-sdk/client-s3'
import type { ObjectChecksum, ObjectMetadata, StoredObject } from '../../buckets/object-store.ts'

/** What GetObject and HeadObject say of an object besides its bytes. */
export function headersOf(
  { size, lastModifiedMs, metadata }: StoredObject,
  asked: Pick<GetObjectRequest, 'ChecksumMode' | 'Range'>,
): Omit<HeadObjectOutput, 'DeleteMarker'> {
  const isWhole = asked.Range === undefined
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(lastModifiedMs),
    ContentLength: size,
    ETag: quoted(metadata.etag),
    ContentType: metadata.contentType ?? 'binary/octet-stream',
    ContentEncoding: metadata.contentEncoding,
    ContentLanguage: metadata.contentLanguage,
    ContentDisposition: metadata.contentDisposition,
    CacheControl: metadata.cacheControl,
    ExpiresString: metadata.expires,
    WebsiteRedirectLocation: metadata.websiteRedirectLocation,
    StorageClass: storageClassOf(metadata),
    Metadata: metadata.userMetadata,
    TagCount: metadata.tags?.length || undefined,
    ServerSideEncryption: 'AES256',
    ...(asked.ChecksumMode === 'ENABLED' && isWhole ? checksumMembers(metadata.checksum) : {}),
  } as HeadObjectOutput
}

export function quoted(etag: string): string {
  return `"${etag}"`
}

/** The usual class is not named. */
function storageClassOf({ storageClass }: ObjectMetadata): string | undefined {
  return storageClass === 'STANDARD' ? undefined : storageClass
}

/** `ChecksumCRC32` and what kind it is. */
export function checksumMembers(checksum: ObjectChecksum | undefined): Record<string, string> {
  if (!checksum) return {}
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }
}

/** What a caller may have in place of an object's own headers, by presigned URL for example. */
export function overridesOf(input: GetObjectRequest): Record<string, unknown> {
  const wanted = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
}
