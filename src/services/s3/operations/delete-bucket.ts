import type { DeleteBucketRequest } from '@aws-sdk/client-s3'
import { buckets } from '../../../buckets/bucket.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { decidingOn } from '../staged.ts'

export function deleteBucket(objects: ObjectStore): PreparedCommand<DeleteBucketRequest, void> {
  return {
    kind: 'prepared-command',
    ...onBucket('DeleteBucket'),
    async prepare(input, call) {
      const { name } = bucketFor(input, call)
      const staged = await fromStore(objects.stageBucketDeletion(name))
      if (!staged) throw s3Error('BucketNotEmpty', { BucketName: name })
      return decidingOn(
        staged,
        () => undefined,
        (now) => [buckets.delete(bucketFor(input, now).name)],
      )
    },
  }
}
