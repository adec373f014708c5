import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3'
import type { UploadStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { uploadFor } from '../uploads.ts'

export function abortMultipartUpload(
  uploads: UploadStore,
): PreparedCommand<AbortMultipartUploadRequest, AbortMultipartUploadOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('AbortMultipartUpload'),
    async prepare(input, call) {
      const { bucket, upload } = await uploadFor(uploads, input, call)
      await fromStore(uploads.abortUpload(bucket, upload.uploadId))
      return () => ({ output: {}, changes: [] })
    },
  }
}
