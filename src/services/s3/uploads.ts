import type { Upload, UploadStore } from '../../buckets/object-store.ts'
import type { Call } from '../operation.ts'
import { type AboutObject, objectFor } from './about.ts'
import { fromStore, invalidArgument, s3Error } from './errors.ts'

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
