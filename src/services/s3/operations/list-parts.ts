import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3'
import { canonicalUserId } from '../../../buckets/bucket.ts'
import type { UploadStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { pageSize } from '../listings.ts'
import { quoted } from '../object-headers.ts'
import { uploadFor } from '../uploads.ts'

export function listParts(uploads: UploadStore): Query<ListPartsRequest, ListPartsOutput> {
  return {
    kind: 'query',
    ...onObject('ListMultipartUploadParts'),
    async run(input, call) {
      const { bucket, upload } = await uploadFor(uploads, input, call)
      const limit = pageSize('max-parts', input.MaxParts)
      const after = Number(input.PartNumberMarker ?? 0)
      const all = (await fromStore(uploads.parts(bucket, upload.uploadId))).filter(
        ({ partNumber }) => partNumber > after,
      )
      const page = all.slice(0, limit)
      return {
        Bucket: bucket,
        Key: upload.key,
        UploadId: upload.uploadId,
        PartNumberMarker: String(after),
        NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
        MaxParts: limit,
        IsTruncated: page.length < all.length,
        Parts: page.map(({ partNumber, lastModifiedMs, etag, size, checksum }) => ({
          PartNumber: partNumber,
          LastModified: new Date(lastModifiedMs),
          ETag: quoted(etag),
          Size: size,
          ...(checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value } : {}),
        })),
        Initiator: { ID: upload.initiatorArn },
        Owner: { ID: canonicalUserId(bucketFor(input, call).accountId) },
        StorageClass: (upload.metadata.storageClass ?? 'STANDARD') as 'STANDARD',
        ...(upload.checksum
          ? {
              ChecksumAlgorithm: upload.checksum.algorithm,
              ChecksumType: upload.checksum.type,
            }
          : {}),
      }
    },
  }
}
