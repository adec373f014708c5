import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3'
import type { UploadStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { onObject } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { quoted } from '../object-headers.ts'
import { checkedBody, checkedChecksum } from '../put-input.ts'
import { checkPartNumber, uploadFor } from '../uploads.ts'

export function uploadPart(
  uploads: UploadStore,
): PreparedCommand<UploadPartRequest, UploadPartOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    async prepare(input, call) {
      const partNumber = checkPartNumber(input.PartNumber)
      const { bucket, upload } = await uploadFor(uploads, input, call)
      const { body, md5 } = checkedBody(input)
      const checksum = checkedChecksum(
        { ChecksumAlgorithm: upload.checksum?.algorithm, ...input },
        body,
      )
      const part = {
        partNumber,
        etag: md5,
        lastModifiedMs: call.nowMs,
        ...(checksum ? { checksum } : {}),
      }
      if (!(await fromStore(uploads.putPart(bucket, upload.uploadId, part, body))))
        throw s3Error('NoSuchUpload', { UploadId: upload.uploadId })
      const output = {
        ETag: quoted(md5),
        ServerSideEncryption: 'AES256' as const,
        ...(checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {}),
      }
      return () => ({ output, changes: [] })
    },
  }
}
