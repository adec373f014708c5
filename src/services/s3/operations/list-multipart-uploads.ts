import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  MultipartUpload,
} from '@aws-sdk/client-s3'
import { canonicalUserId } from '../../../buckets/bucket.ts'
import { compareKeys } from '../../../buckets/keys.ts'
import type { Upload, UploadStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore } from '../errors.ts'
import { keyWriter, listingKeys, pageSize } from '../listings.ts'

/** Uploads below a delimiter are listed each, not rolled up: there are never many. */
export function listMultipartUploads(
  uploads: UploadStore,
): Query<ListMultipartUploadsRequest, ListMultipartUploadsOutput> {
  return {
    kind: 'query',
    ...onBucket('ListBucketMultipartUploads'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { name, accountId } = bucketFor(input, call)
      const { Prefix = '', KeyMarker = '', UploadIdMarker = '', EncodingType } = input
      const written = keyWriter(EncodingType)
      const limit = pageSize('max-uploads', input.MaxUploads)
      const all = (await fromStore(uploads.uploads(name))).filter(({ key }) =>
        key.startsWith(Prefix),
      )
      const rest = behind(all, KeyMarker, UploadIdMarker)
      const page = rest.slice(0, limit)
      const last = page.at(-1)
      return {
        Bucket: name,
        Prefix: written(Prefix),
        KeyMarker: written(KeyMarker),
        UploadIdMarker,
        MaxUploads: limit,
        IsTruncated: page.length < rest.length,
        ...(last && page.length < rest.length
          ? { NextKeyMarker: written(last.key), NextUploadIdMarker: last.uploadId }
          : {}),
        Uploads: page.map((upload) => listed(upload, written, accountId)),
        ...(EncodingType ? { EncodingType } : {}),
      }
    },
  }
}

/** With a marker of both key and id, behind that upload; with a key alone, behind all uploads of the key. */
function behind(all: readonly Upload[], key: string, uploadId: string): readonly Upload[] {
  const at = all.findIndex((upload) => upload.key === key && upload.uploadId === uploadId)
  if (at >= 0) return all.slice(at + 1)
  return key === '' ? all : all.filter((upload) => compareKeys(upload.key, key) > 0)
}

function listed(
  { key, uploadId, initiatedMs, initiatorArn, checksum, metadata }: Upload,
  written: (key: string) => string,
  accountId: string,
): MultipartUpload {
  return {
    Key: written(key),
    UploadId: uploadId,
    Initiated: new Date(initiatedMs),
    Initiator: { ID: initiatorArn },
    Owner: { ID: canonicalUserId(accountId) },
    StorageClass: (metadata.storageClass ?? 'STANDARD') as 'STANDARD',
    ...(checksum
      ? {
          ChecksumAlgorithm: checksum.algorithm,
          ChecksumType: checksum.type,
        }
      : {}),
  }
}
