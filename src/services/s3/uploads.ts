import type { ChecksumAlgorithm, Upload, UploadStore } from '../../buckets/object-store.ts'
import type { Call } from '../operation.ts'
import { type AboutObject, objectFor } from './about.ts'
import { fromStore, invalidArgument, s3Error } from './errors.ts'
import { quoted } from './object-headers.ts'

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const PART_BYTES_MIN = 5 * 1024 * 1024
export const PART_NUMBER_MAX = 10_000

/** All parts together. AWS takes fifty terabytes; here a GetObject must fit into memory. */
export const OBJECT_BYTES_MAX = 1024 * 1024 * 1024

/** The upload a call is about. Throws `NoSuchUpload`, also when it is another key's. */
export async function uploadFor(
  uploads: UploadStore,
  input: AboutObject & { readonly UploadId?: string | undefined },
  call: Call,
): Promise<{ readonly bucket: string; readonly upload: Upload }> {
  const { bucket, key } = objectFor(input, call)
  const { UploadId = '' } = input
  const upload = UploadId === '' ? undefined : await fromStore(uploads.upload(bucket, UploadId))
  if (upload?.key !== key) throw s3Error('NoSuchUpload', { UploadId })
  return { bucket, upload }
}

export function checkPartNumber(partNumber = 0): number {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= PART_NUMBER_MAX)
    return partNumber
  throw invalidArgument(
    'partNumber',
    String(partNumber),
    `Part number must be an integer between 1 and ${PART_NUMBER_MAX}, inclusive`,
  )
}

export interface PartToKeep {
  readonly partNumber: number
  readonly body: Uint8Array
  readonly md5: string
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined
}

/** Keeps a part, and comes back with what the answer says of it. Throws `NoSuchUpload` when the upload ended meanwhile. */
export async function keepPart(
  uploads: UploadStore,
  { bucket, upload }: { readonly bucket: string; readonly upload: Upload },
  { partNumber, body, md5, checksum }: PartToKeep,
  { nowMs: lastModifiedMs }: Call,
) {
  const part = { partNumber, etag: md5, lastModifiedMs, ...(checksum ? { checksum } : {}) }
  if (!(await fromStore(uploads.putPart(bucket, upload.uploadId, part, body))))
    throw s3Error('NoSuchUpload', { UploadId: upload.uploadId })
  return {
    ETag: quoted(md5),
    ...(checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {}),
  }
}
