import { hash } from 'node:crypto'
import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3'
import type { ObjectStore, UploadStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { onObject } from '../about.ts'
import { readOfSource, sourceObject } from '../copy-source.ts'
import { fromStore, s3Error } from '../errors.ts'
import { checkedChecksum } from '../put-input.ts'
import { rangeOf } from '../ranges.ts'
import { checkPartNumber, keepPart, uploadFor } from '../uploads.ts'

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
      const to = await uploadFor(uploads, input, call)
      const { source, object } = await sourceObject(objects, input, call)
      const range = rangeOf(input.CopySourceRange, object.size)
      const found = await fromStore(objects.get(source.bucket, source.key, range))
      if (!found) throw s3Error('NoSuchKey', { Key: source.key })
      const { body } = found
      const md5 = hash('md5', body, 'hex')
      const checksum = checkedChecksum({ ChecksumAlgorithm: to.upload.checksum?.algorithm }, body)
      const kept = await keepPart(uploads, to, { partNumber, body, md5, checksum }, call)
      const CopyPartResult = { ...kept, LastModified: new Date(call.nowMs) }
      return () => ({ output: { CopyPartResult, ServerSideEncryption: 'AES256' }, changes: [] })
    },
  }
}
