import type { DeleteBucketRequest } from '@aws-sdk/client-s3'
import { buckets } from '../../../buckets/bucket.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'

/** Its folder goes first: from then on nothing can be put into it, and a crash before the rest leaves it empty. */
export function deleteBucket(objects: ObjectStore): PreparedCommand<DeleteBucketRequest, void> {
  return {
    kind: 'prepared-command',
    ...onBucket('DeleteBucket'),
    async prepare(input, call) {
      const { name } = bucketFor(input, call)
      if (!(await fromStore(objects.deleteBucket(name))))
        throw s3Error('BucketNotEmpty', { BucketName: name })
      return (now) => ({
        output: undefined,
        changes: [buckets.delete(bucketFor(input, now).name)],
      })
    },
  }
}
