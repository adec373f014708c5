import { hash } from 'node:crypto'
import type { PutObjectRequest } from '@aws-sdk/client-s3'
import { checksumAlgorithms, checksumBytes, checksumOf } from '../../buckets/checksums.ts'
import type {
  ChecksumAlgorithm,
  ObjectChecksum,
  ObjectMetadata,
  ObjectTag,
} from '../../buckets/object-store.ts'
import { invalidArgument, s3Error } from './errors.ts'
import { tagsOf } from './tags.ts'

/** Names and values of user metadata together. */
const USER_METADATA_BYTES_MAX = 2048

const EMPTY = new Uint8Array()

/** The bytes that came along, once they are known to be those that were sent. */
export function checkedBody(input: {
  readonly Body?: unknown
  readonly ContentMD5?: string | undefined
}): { readonly body: Uint8Array; readonly md5: string } {
  const body = (input.Body as Uint8Array | undefined) ?? EMPTY
  const md5 = hash('md5', body, 'hex')
  const { ContentMD5: stated } = input
  if (stated !== undefined) {
    const bytes = Buffer.from(stated, 'base64')
    if (bytes.length !== 16) throw s3Error('InvalidDigest', { 'Content-MD5': stated })
    if (bytes.toString('hex') !== md5)
      throw s3Error('BadDigest', {
        ExpectedDigest: stated,
        CalculatedDigest: Buffer.from(md5, 'hex').toString('base64'),
      })
  }
  return { body, md5 }
}

/** The checksum that came along, checked; or the one that was only named, made. */
export function checkedChecksum(
  input: object,
  body: Uint8Array,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined {
  const stated = statedChecksum(input)
  if (!stated) {
    const named = (input as { readonly ChecksumAlgorithm?: string }).ChecksumAlgorithm
    if (named === undefined) return undefined
    const algorithm = knownAlgorithm(named)
    return { algorithm, value: checksumOf(algorithm, body) }
  }
  const { algorithm, value } = stated
  if (Buffer.from(value, 'base64').length !== checksumBytes[algorithm])
    throw s3Error(
      'InvalidRequest',
      {},
      `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
    )
  if (value !== checksumOf(algorithm, body))
    throw s3Error(
      'BadDigest',
      {},
      `The ${algorithm} you specified did not match the calculated checksum.`,
    )
  return stated
}

/** `ChecksumCRC32` and its like. Throws when there are several. */
export function statedChecksum(
  input: object,
): { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined {
  const values = input as Readonly<Record<string, string | undefined>>
  const [stated, another] = checksumAlgorithms.flatMap((algorithm) => {
    const value = values[`Checksum${algorithm}`]
    return value === undefined ? [] : [{ algorithm, value }]
  })
  if (another)
    throw s3Error(
      'InvalidRequest',
      {},
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    )
  return stated
}

export function knownAlgorithm(name: string): ChecksumAlgorithm {
  const known = checksumAlgorithms.find((algorithm) => algorithm === name)
  if (!known) throw s3Error('InvalidRequest', {}, 'Checksum algorithm provided is unsupported.')
  return known
}

export function fullObject(
  checksum: Omit<ObjectChecksum, 'type'> | undefined,
): ObjectChecksum | undefined {
  return checksum && { ...checksum, type: 'FULL_OBJECT' }
}

type DescribedObject = Pick<
  PutObjectRequest,
  | 'ACL'
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Expires'
  | 'Metadata'
  | 'ServerSideEncryption'
  | 'SSECustomerAlgorithm'
  | 'StorageClass'
  | 'Tagging'
  | 'WebsiteRedirectLocation'
>

/** What the headers of a call say an object shall have. Throws for what is not built. */
export function describedBy(input: DescribedObject): Omit<ObjectMetadata, 'etag' | 'checksum'> {
  checkSupported(input)
  const described = {
    contentType: input.ContentType,
    contentEncoding: input.ContentEncoding,
    contentLanguage: input.ContentLanguage,
    contentDisposition: input.ContentDisposition,
    cacheControl: input.CacheControl,
    expires: input.Expires?.toUTCString(),
    websiteRedirectLocation: input.WebsiteRedirectLocation,
    storageClass: input.StorageClass,
    userMetadata: checkedMetadata(input.Metadata),
    tags: input.Tagging === undefined ? undefined : taggingHeader(input.Tagging),
  }
  return Object.fromEntries(
    Object.entries(described).filter(([, value]) => value !== undefined),
  ) as Omit<ObjectMetadata, 'etag' | 'checksum'>
}

function checkSupported(input: DescribedObject): void {
  const { ACL, ServerSideEncryption, SSECustomerAlgorithm } = input
  // Buckets enforce their owner's ownership, and then these two say what is so anyway.
  if (ACL !== undefined && ACL !== 'private' && ACL !== 'bucket-owner-full-control')
    throw s3Error('AccessControlListNotSupported')
  if (ServerSideEncryption !== undefined && ServerSideEncryption !== 'AES256')
    throw s3Error('NotImplemented', { Header: 'x-amz-server-side-encryption' })
  if (SSECustomerAlgorithm !== undefined)
    throw s3Error('NotImplemented', { Header: 'x-amz-server-side-encryption-customer-algorithm' })
}

function checkedMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (!metadata) return undefined
  const size = Object.entries(metadata)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (size > USER_METADATA_BYTES_MAX)
    throw s3Error('MetadataTooLarge', { Size: size, MaxSizeAllowed: USER_METADATA_BYTES_MAX })
  return metadata
}

/** `key=value&other=`, encoded as in a query string. */
function taggingHeader(text: string): readonly ObjectTag[] {
  const pairs = [...new URLSearchParams(text)]
  if (text !== '' && pairs.some(([key]) => key === ''))
    throw invalidArgument('x-amz-tagging', text, 'The header x-amz-tagging is not valid.')
  return tagsOf({ TagSet: pairs.map(([Key, Value]) => ({ Key, Value })) }, 10)
}
