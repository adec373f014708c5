import { hash } from 'node:crypto'
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3'
import type { ObjectStore, UploadStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { onObject } from '../about.ts'
import { readOfSource, sourceObject } from '../copy-source.ts'
import { fromStore, s3Error } from '../errors.ts'
import { quoted } from '../object-headers.ts'
import { checkedChecksum } from '../put-input.ts'
import { rangeOf } from '../ranges.ts'
import { checkPartNumber, uploadFor } from '../uploads.ts'

export function uploadPartCopy(
  objects: ObjectStore,
  uploads: UploadStore,
): PreparedCommand<UploadPartCopyRequest, UploadPartCopyOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    furtherActions: readOfSource,
    async prepare(input, call) {
      const partNumber = checkPartNumber(input.PartNumber)
      const { bucket, upload } = await uploadFor(uploads, input, call)
      const { source, object } = await sourceObject(objects, input, call)
      const range = rangeOf(input.CopySourceRange, object.size)
      const found = await fromStore(objects.get(source.bucket, source.key, range))
      if (!found) throw s3Error('NoSuchKey', { Key: source.key })
      const { body } = found
      const md5 = hash('md5', body, 'hex')
      const checksum = checkedChecksum({ ChecksumAlgorithm: upload.checksum?.algorithm }, body)
      const part = {
        partNumber,
        etag: md5,
        lastModifiedMs: call.nowMs,
        ...(checksum ? { checksum } : {}),
      }
      if (!(await fromStore(uploads.putPart(bucket, upload.uploadId, part, body))))
        throw s3Error('NoSuchUpload', { UploadId: upload.uploadId })
      const CopyPartResult = {
        ETag: quoted(md5),
        LastModified: new Date(call.nowMs),
        ...(checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {}),
      }
      return () => ({ output: { CopyPartResult, ServerSideEncryption: 'AES256' }, changes: [] })
    },
  }
}
