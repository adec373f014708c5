import { hash } from 'node:crypto'
import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3'
import { checksumOf } from '../../../buckets/checksums.ts'
import type { ObjectMetadata, ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, objectFor, onObject } from '../about.ts'
import { readOfSource, sourceObject } from '../copy-source.ts'
import { fromStore, s3Error } from '../errors.ts'
import { checksumMembers, quoted } from '../object-headers.ts'
import { writePrecondition } from '../preconditions.ts'
import { describedBy, fullObject, knownAlgorithm } from '../put-input.ts'
import { decidingOn } from '../staged.ts'

export function copyObject(
  objects: ObjectStore,
): PreparedCommand<CopyObjectRequest, CopyObjectOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    furtherActions: readOfSource,
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      const { source, object } = await sourceObject(objects, input, call)
      checkChanges(input, source.bucket === bucket && source.key === key)
      const described = describedCopy(input, object.metadata)
      const found = await fromStore(objects.get(source.bucket, source.key))
      if (!found) throw s3Error('NoSuchKey', { Key: source.key })
      const md5 = hash('md5', found.body, 'hex')
      const checksum = checksumFor(input, found.object.metadata, found.body)
      const metadata = { ...described, etag: md5, ...(checksum ? { checksum } : {}) }
      const staged = await fromStore(
        objects.stagePut(bucket, key, found.body, metadata, writePrecondition(input)),
      )
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        const CopyObjectResult = {
          ETag: quoted(md5),
          LastModified: new Date(staged.object.lastModifiedMs),
          ...checksumMembers(checksum),
        }
        return { CopyObjectResult, ServerSideEncryption: 'AES256' as const }
      })
    },
  }
}

function checkChanges(input: CopyObjectRequest, isItself: boolean): void {
  const { MetadataDirective, TaggingDirective, StorageClass, WebsiteRedirectLocation } = input
  const changes = [
    MetadataDirective === 'REPLACE',
    TaggingDirective === 'REPLACE',
    StorageClass,
    WebsiteRedirectLocation,
    input.ServerSideEncryption,
  ]
  if (isItself && !changes.some(Boolean))
    throw s3Error(
      'InvalidRequest',
      {},
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    )
}

function describedCopy(
  input: CopyObjectRequest,
  from: ObjectMetadata,
): Omit<ObjectMetadata, 'etag' | 'checksum'> {
  const { tags: newTags, ...described } = describedBy(input)
  const { tags: oldTags, etag: _etag, checksum: _checksum, ...kept } = from
  const tags = input.TaggingDirective === 'REPLACE' ? newTags : oldTags
  const { storageClass = 'STANDARD' } = described
  const base = input.MetadataDirective === 'REPLACE' ? described : { ...kept, storageClass }
  return { ...base, ...(tags ? { tags } : {}) }
}

function checksumFor(input: CopyObjectRequest, from: ObjectMetadata, body: Uint8Array) {
  const algorithm = input.ChecksumAlgorithm
    ? knownAlgorithm(input.ChecksumAlgorithm)
    : from.checksum?.algorithm
  return fullObject(algorithm && { algorithm, value: checksumOf(algorithm, body) })
}
