import type {
  _Error,
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
} from '@aws-sdk/client-s3'
import { objectArn } from '../../../buckets/bucket.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import { ServiceError } from '../../../wire/service-error.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { bucketFor, objectFor, onBucket, policyOfBucket } from '../about.ts'
import { fromStore, s3Error } from '../errors.ts'
import { readOfETag, writePrecondition } from '../preconditions.ts'
import { decidingOn } from '../staged.ts'

const OBJECTS_MAX = 1000

/** Who may not delete one of the objects deletes none; of what must not be deleted as it is, the others do not suffer. */
export function deleteObjects(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectsRequest, DeleteObjectsOutput> {
  return {
    kind: 'prepared-command',
    ...onBucket('DeleteObject'),
    resourceArn: (input) => arnOf(input, input.Delete?.Objects?.[0]),
    furtherActions: (input, call) =>
      (input.Delete?.Objects ?? []).flatMap((object, i) => [
        ...(i === 0 ? [] : [deletionOf(input, object, call)]),
        ...readOfETag(object.ETag, { Bucket: input.Bucket, Key: object.Key }, call),
      ]),
    async prepare(input, call) {
      const { name } = bucketFor(input, call)
      const { Objects = [], Quiet = false } = input.Delete ?? {}
      if (Objects.length === 0 || Objects.length > OBJECTS_MAX) throw s3Error('MalformedXML')
      const errors = new Map<ObjectIdentifier, _Error>()
      for (const object of Objects)
        keep(errors, object, () => objectFor({ Bucket: name, ...object }, call))
      const deletable = () => Objects.filter((object) => !errors.has(object))
      const byKey = Map.groupBy(deletable(), ({ Key = '' }) => Key)
      const staged = await fromStore(
        objects.stageDelete(name, [...byKey.keys()], (key, current) => {
          const asked = byKey.get(key) ?? []
          for (const object of asked)
            keep(errors, object, () => writePrecondition({ IfMatch: object.ETag })?.(current))
          return asked.some((object) => !errors.has(object))
        }),
      )
      const output = {
        ...(Quiet ? {} : { Deleted: deletable().map(deleted) }),
        Errors: [...errors.values()],
      }
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        return output
      })
    },
  }
}

/** What is said of an object once all that can be deleted are. */
function keep(
  errors: Map<ObjectIdentifier, _Error>,
  object: ObjectIdentifier,
  check: () => unknown,
): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    errors.set(object, { Key: object.Key, Code: error.code, Message: error.message })
  }
}

function deleted({ Key, VersionId }: ObjectIdentifier): DeletedObject {
  return { Key, ...(VersionId === undefined ? {} : { VersionId }) }
}

function deletionOf(input: DeleteObjectsRequest, object: ObjectIdentifier, call: Call) {
  return {
    action: 's3:DeleteObject',
    resourceArn: arnOf(input, object),
    standingPolicy: policyOfBucket(input.Bucket ?? '', call),
  }
}

function arnOf(
  { Bucket = '' }: DeleteObjectsRequest,
  object: ObjectIdentifier | undefined,
): string {
  return objectArn(Bucket, object?.Key ?? '')
}
