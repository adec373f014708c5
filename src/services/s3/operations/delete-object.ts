import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'

export function deleteObject(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectRequest, DeleteObjectOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('DeleteObject'),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      await fromStore(objects.delete(bucket, key))
      return () => ({ output: {}, changes: [] })
    },
  }
}
