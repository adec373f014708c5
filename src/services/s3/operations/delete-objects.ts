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
import { decidingOn } from '../staged.ts'

const OBJECTS_MAX = 1000

/** Who may not delete one of the objects deletes none. */
export function deleteObjects(
  objects: ObjectStore,
): PreparedCommand<DeleteObjectsRequest, DeleteObjectsOutput> {
  return {
    kind: 'prepared-command',
    ...onBucket('DeleteObject'),
    resourceArn: (input) => arnOf(input, input.Delete?.Objects?.[0]),
    furtherActions: (input, call) =>
      (input.Delete?.Objects ?? []).slice(1).map((object) => ({
        action: 's3:DeleteObject',
        resourceArn: arnOf(input, object),
        standingPolicy: policyOfBucket(input.Bucket ?? '', call),
      })),
    async prepare(input, call) {
      const bucket = bucketFor(input, call)
      const { Objects = [], Quiet = false } = input.Delete ?? {}
      if (Objects.length === 0 || Objects.length > OBJECTS_MAX) throw s3Error('MalformedXML')
      const outcomes = Objects.map((object) => outcomeFor(input, object, call))
      const keys = new Set(outcomes.flatMap(({ done }) => done?.Key ?? []))
      const staged = await fromStore(objects.stageDelete(bucket.name, [...keys]))
      const output = {
        ...(Quiet ? {} : { Deleted: outcomes.flatMap(({ done }) => done ?? []) }),
        Errors: outcomes.flatMap(({ error }) => error ?? []),
      }
      return decidingOn(staged, (now) => {
        bucketFor(input, now)
        return output
      })
    },
  }
}

interface Outcome {
  readonly done?: DeletedObject
  readonly error?: _Error
}

/** What is said of an object once all that can be deleted are. */
function outcomeFor(
  { Bucket }: DeleteObjectsRequest,
  { Key, VersionId }: ObjectIdentifier,
  call: Call,
): Outcome {
  try {
    objectFor({ Bucket, Key, VersionId }, call)
    return { done: { Key, ...(VersionId === undefined ? {} : { VersionId }) } }
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return { error: { Key, Code: error.code, Message: error.message } }
  }
}

function arnOf(
  { Bucket = '' }: DeleteObjectsRequest,
  object: ObjectIdentifier | undefined,
): string {
  return objectArn(Bucket, object?.Key ?? '')
}
