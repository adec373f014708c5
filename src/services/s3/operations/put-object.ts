import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { bucketFor, objectFor, onObject } from '../about.ts'
import { fromStore } from '../errors.ts'
import { checksumMembers, quoted } from '../object-headers.ts'
import { writePrecondition } from '../preconditions.ts'
import { checkedBody, checkedChecksum, describedBy, fullObject } from '../put-input.ts'
import { decidingOn } from '../staged.ts'

export function putObject(
  objects: ObjectStore,
): PreparedCommand<PutObjectRequest, PutObjectOutput> {
  return {
    kind: 'prepared-command',
    ...onObject('PutObject'),
    async prepare(input, call) {
      const { bucket, key } = objectFor(input, call)
      const described = describedBy(input)
      const precondition = writePrecondition(input)
      const { body, md5 } = checkedBody(input)
      const checksum = fullObject(checkedChecksum(input, body))
      const metadata = { ...described, etag: md5, ...(checksum ? { checksum } : {}) }
      const staged = await fromStore(objects.stagePut(bucket, key, body, metadata, precondition))
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        return {
          ETag: quoted(md5),
          ServerSideEncryption: 'AES256' as const,
          ...checksumMembers(checksum),
        }
      })
    },
  }
}
