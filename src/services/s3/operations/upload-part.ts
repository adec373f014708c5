import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3'
import type { UploadStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { onObject } from '../about.ts'
import { checkedBody, checkedChecksum } from '../put-input.ts'
import { checkPartNumber, keepPart, uploadFor } from '../uploads.ts'

export function uploadPart(
  uploads: UploadStore,
): PreparedCommand<UploadPartRequest, UploadPartOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    async prepare(input, call) {
      const partNumber = checkPartNumber(input.PartNumber)
      const to = await uploadFor(uploads, input, call)
      const { body, md5 } = checkedBody(input)
      const checksum = checkedChecksum(
        { ChecksumAlgorithm: to.upload.checksum?.algorithm, ...input },
        body,
      )
      const kept = await keepPart(uploads, to, { partNumber, body, md5, checksum }, call)
      const output = { ...kept, ServerSideEncryption: 'AES256' as const }
      return () => ({ output, changes: [] })
    },
  }
}
