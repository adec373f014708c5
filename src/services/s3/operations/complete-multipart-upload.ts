import { hash } from 'node:crypto'
import type {
  CompletedPart,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
} from '@aws-sdk/client-s3'
import { checksumOf, combinedChecksum } from '../../../buckets/checksums.ts'
import type {
  ObjectChecksum,
  Upload,
  UploadPart,
  UploadStore,
} from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, onObject } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { checksumMembers, quoted } from '../object-headers.ts'
import { writePrecondition } from '../preconditions.ts'
import { statedChecksum } from '../put-input.ts'
import { decidingOn } from '../staged.ts'
import { OBJECT_BYTES_MAX, PART_BYTES_MIN, uploadFor } from '../uploads.ts'

export function completeMultipartUpload(
  uploads: UploadStore,
): PreparedCommand<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    async prepare(input, call) {
      const { bucket, upload } = await uploadFor(uploads, input, call)
      const stored = await fromStore(uploads.parts(bucket, upload.uploadId))
      const parts = partsNamed(input.MultipartUpload?.Parts ?? [], stored)
      const etag = etagOf(parts)
      const checksum = checksumOfParts(upload, parts)
      checkStated(input, checksum)
      const metadata = { ...upload.metadata, etag, ...(checksum ? { checksum } : {}) }
      const precondition = writePrecondition(input)
      const staged = await fromStore(
        uploads.stageCompletion(bucket, upload, parts, metadata, precondition),
      )
      return decidingOn(staged, (now) => {
        const { name, region } = bucketFor(input, now)
        return {
          Location: `https://${name}.s3.${region}.amazonaws.com/${encodeURIComponent(upload.key)}`,
          Bucket: name,
          Key: upload.key,
          ETag: quoted(etag),
          ServerSideEncryption: 'AES256' as const,
          ...checksumMembers(checksum),
        }
      })
    },
  }
}

/** The parts the caller names, as they were stored. Throws for what does not make an object. */
function partsNamed(
  named: readonly CompletedPart[],
  stored: readonly UploadPart[],
): readonly UploadPart[] {
  if (named.length === 0) throw s3Error('MalformedXML')
  const byNumber = new Map(stored.map((part) => [part.partNumber, part]))
  let before = 0
  const parts = named.map((wanted) => {
    const { PartNumber = 0, ETag = '' } = wanted
    if (PartNumber <= before) throw s3Error('InvalidPartOrder')
    before = PartNumber
    const part = byNumber.get(PartNumber)
    const stated = statedChecksum(wanted)
    const isOther = stated !== undefined && stated.value !== part?.checksum?.value
    if (!part || part.etag !== ETag.replaceAll('"', '') || isOther)
      throw s3Error('InvalidPart', { PartNumber, ETag })
    return part
  })
  checkSizes(parts)
  return parts
}

function checkSizes(parts: readonly UploadPart[]): void {
  for (const { partNumber, size, etag } of parts.slice(0, -1))
    if (size < PART_BYTES_MIN)
      throw s3Error('EntityTooSmall', {
        PartNumber: partNumber,
        ETag: etag,
        ProposedSize: size,
        MinSizeAllowed: PART_BYTES_MIN,
      })
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  if (size > OBJECT_BYTES_MAX)
    throw s3Error('EntityTooLarge', { ProposedSize: size, MaxSizeAllowed: OBJECT_BYTES_MAX })
}

function etagOf(parts: readonly UploadPart[]): string {
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')))
  return `${hash('md5', digests, 'hex')}-${parts.length}`
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumOfParts(
  { checksum: asked }: Upload,
  parts: readonly UploadPart[],
): ObjectChecksum | undefined {
  if (!asked) return undefined
  const { algorithm } = asked
  const described = parts.map(({ size, checksum }) => ({ size, value: checksum?.value ?? '' }))
  if (asked.type === 'FULL_OBJECT' && algorithm !== 'SHA1' && algorithm !== 'SHA256')
    return { algorithm, type: 'FULL_OBJECT', value: combinedChecksum(algorithm, described) }
  const bytes = Buffer.concat(described.map(({ value }) => Buffer.from(value, 'base64')))
  const value = `${checksumOf(algorithm, bytes)}-${parts.length}`
  return { algorithm, type: 'COMPOSITE', value }
}

function checkStated(
  input: CompleteMultipartUploadRequest,
  checksum: ObjectChecksum | undefined,
): void {
  const stated = statedChecksum(input)
  if (stated === undefined) return
  const isRight =
    stated.algorithm === checksum?.algorithm &&
    stated.value.split('-')[0] === checksum.value.split('-')[0]
  if (!isRight)
    throw s3Error(
      'BadDigest',
      {},
      `The ${stated.algorithm} you specified did not match the calculated checksum.`,
    )
}
