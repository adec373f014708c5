import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore, StoredObject } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { readOfETag, writePrecondition } from '../preconditions.ts'
import { decidingOn } from '../staged.ts'

export function deleteObject(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectRequest, DeleteObjectOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('DeleteObject'),
    furtherActions: (input, call) => readOfETag(input.IfMatch, input, call),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      const precondition = writePrecondition({ IfMatch: input.IfMatch })
      const isMeant = (_key: string, current: StoredObject | undefined) => {
        precondition?.(current)
        return true
      }
      const staged = await fromStore(objects.stageDelete(bucket, [key], isMeant))
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        return {}
      })
    },
  }
}
