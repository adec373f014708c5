import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3'
import type { ObjectStore, ObjectTag, StoredObject } from '../../../buckets/object-store.ts'
import type { Call, Decision, PreparedCommand, Query } from '../../operation.ts'
import { type AboutObject, bucketFor, objectFor, onObject } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { decidingOn } from '../staged.ts'
import { tagSetOf, tagsOf } from '../tags.ts'

export const OBJECT_TAGS_MAX = 10

export function getObjectTagging(
  objects: ObjectStore,
): Query<GetObjectTaggingRequest, GetObjectTaggingOutput> {
  return {
    kind: 'query',
    ...onObject('GetObjectTagging'),
    async run(input, call) {
      const { metadata } = await present(objects, input, call)
      return { TagSet: tagSetOf(metadata.tags) }
    },
  }
}

export function putObjectTagging(
  objects: ObjectStore,
): PreparedCommand<PutObjectTaggingRequest, PutObjectTaggingOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObjectTagging'),
    async prepare(input, call) {
      return retag(objects, input, call, tagsOf(input.Tagging, OBJECT_TAGS_MAX))
    },
  }
}

export function deleteObjectTagging(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('DeleteObjectTagging'),
    async prepare(input, call) {
      return retag(objects, input, call, [])
    },
  }
}

async function retag(
  objects: ObjectStore,
  input: AboutObject,
  call: Call,
  tags: readonly ObjectTag[],
): Promise<(now: Call) => Decision<Record<string, never>>> {
  const { bucket, key } = objectFor(input, call)
  const staged = await fromStore(
    objects.stageMetadata(bucket, key, (current) => {
      if (!current) throw s3Error('NoSuchKey', { Key: key })
      return { ...current.metadata, tags }
    }),
  )
  return decidingOn(staged, (now) => {
    bucketFor(input, now)
    return {}
  })
}

async function present(
  objects: ObjectStore,
  input: AboutObject,
  call: Call,
): Promise<StoredObject> {
  const { bucket, key } = objectFor(input, call)
  const object = await fromStore(objects.head(bucket, key))
  if (!object) throw s3Error('NoSuchKey', { Key: key })
  return object
}
