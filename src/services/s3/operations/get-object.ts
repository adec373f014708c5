import type { GetObjectOutput, GetObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { missingObject, objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { headersOf, overridesOf } from '../object-headers.ts'
import { checkRead } from '../preconditions.ts'
import { contentRange, rangeOf } from '../ranges.ts'

type GetObjectAnswer = Omit<GetObjectOutput, 'Body'> & { readonly Body: Uint8Array }

export function getObject(objects: ObjectStore): Query<GetObjectRequest, GetObjectAnswer> {
  return {
    kind: 'query',
    ...onObject('GetObject'),
    async run(input, call) {
      const { bucket, key } = objectFor(input, call)
      for (;;) {
        const seen = await fromStore(objects.head(bucket, key))
        if (!seen) throw missingObject(bucket, key, call)
        checkRead(seen, input)
        const range = rangeOf(input.Range, seen.size)
        const found = await fromStore(objects.get(bucket, key, range))
        // Another put came in between: what was checked is not what was read.
        if (found?.object.metadata.etag !== seen.metadata.etag) continue
        const { object, body } = found
        return {
          ...(headersOf(object, input) as Omit<GetObjectOutput, 'Body'>),
          ...overridesOf(input),
          ContentLength: body.length,
          ...(range ? { ContentRange: contentRange(range, object.size) } : {}),
          Body: body,
        }
      }
    },
  }
}
