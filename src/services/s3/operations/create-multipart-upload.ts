import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3'
import type { Upload, UploadStore } from '../../../buckets/object-store.ts'
import { arnOf } from '../../../identity/principals.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { objectFor, onObject } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { describedBy, knownAlgorithm } from '../put-input.ts'

const ID_BYTES = 48

export function createMultipartUpload(
  uploads: UploadStore,
): PreparedCommand<CreateMultipartUploadRequest, CreateMultipartUploadOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      const upload = uploadOf(input, key, call)
      await fromStore(uploads.createUpload(bucket, upload))
      const output = {
        Bucket: bucket,
        Key: key,
        UploadId: upload.uploadId,
        ServerSideEncryption: 'AES256' as const,
        ...(upload.checksum
          ? {
              ChecksumAlgorithm: upload.checksum.algorithm,
              ChecksumType: upload.checksum.type,
            }
          : {}),
      }
      return () => ({ output, changes: [] })
    },
  }
}

function uploadOf(input: CreateMultipartUploadRequest, key: string, call: Call): Upload {
  const checksum = checksumAsked(input)
  return {
    uploadId: Buffer.from(call.random.bytes(ID_BYTES)).toString('base64url'),
    key,
    initiatedMs: call.nowMs,
    initiatorArn: arnOf(call.principal),
    ...(checksum ? { checksum } : {}),
    metadata: describedBy(input),
  }
}

function checksumAsked(input: CreateMultipartUploadRequest): Upload['checksum'] {
  const { ChecksumAlgorithm: name, ChecksumType: type } = input
  if (name === undefined) return undefined
  const algorithm = knownAlgorithm(name)
  const isCyclic = algorithm.startsWith('CRC')
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE'
  if ((type === 'FULL_OBJECT' && !isCyclic) || (type === 'COMPOSITE' && usual !== type))
    throw s3Error(
      'InvalidRequest',
      {},
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    )
  return { algorithm, type: type ?? usual }
}
