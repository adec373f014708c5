import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { decidingOn } from '../staged.ts'

export function deleteObject(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectRequest, DeleteObjectOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('DeleteObject'),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      const staged = await fromStore(objects.stageDelete(bucket, [key]))
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        return {}
      })
    },
  }
}
