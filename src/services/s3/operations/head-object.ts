import type { HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { missingObject, objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { headersOf, overridesOf } from '../object-headers.ts'
import { checkRead } from '../preconditions.ts'
import { contentRange, rangeOf } from '../ranges.ts'

export function headObject(objects: ObjectStore): Query<HeadObjectRequest, HeadObjectOutput> {
  return {
    kind: 'query',
    ...onObject('GetObject'),
    async run(input, call) {
      const { bucket, key } = objectFor(input, call)
      const object = await fromStore(objects.head(bucket, key))
      if (!object) throw missingObject(bucket, key, call)
      checkRead(object, input)
      const range = rangeOf(input.Range, object.size)
      return {
        ...headersOf(object, input),
        ...overridesOf(input),
        ...(range
          ? {
              ContentLength: range.last - range.first + 1,
              ContentRange: contentRange(range, object.size),
            }
          : {}),
      }
    },
  }
}
