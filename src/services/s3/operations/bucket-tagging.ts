import type {
  DeleteBucketTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  PutBucketTaggingRequest,
} from '@aws-sdk/client-s3'
import { buckets } from '../../../buckets/bucket.ts'
import type { Command, Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { s3Error } from '../errors.ts'
import { tagSetOf, tagsOf } from '../tags.ts'

export const BUCKET_TAGS_MAX = 50

export const putBucketTagging: Command<PutBucketTaggingRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketTagging'),
  run(input, call) {
    const bucket = bucketFor(input, call)
    const tags = tagsOf(input.Tagging, BUCKET_TAGS_MAX)
    return { output: undefined, changes: [buckets.put(bucket.name, { ...bucket, tags })] }
  },
}

export const getBucketTagging: Query<GetBucketTaggingRequest, GetBucketTaggingOutput> = {
  kind: 'query',
  ...onBucket('GetBucketTagging'),
  run(input, call) {
    const { name, tags = [] } = bucketFor(input, call)
    if (tags.length === 0) throw s3Error('NoSuchTagSet', { BucketName: name })
    return { TagSet: tagSetOf(tags) }
  },
}

export const deleteBucketTagging: Command<DeleteBucketTaggingRequest, void> = {
  kind: 'command',
  ...onBucket('PutBucketTagging'),
  run(input, call) {
    const { tags: _tags, ...bucket } = bucketFor(input, call)
    return { output: undefined, changes: [buckets.put(bucket.name, bucket)] }
  },
}
