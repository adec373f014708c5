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

const OBJECTS_MAX = 1000
/** So many files are removed at a time. */
const CONCURRENCY = 16

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
      bucketFor(input, call)
      const { Objects = [], Quiet = false } = input.Delete ?? {}
      if (Objects.length === 0 || Objects.length > OBJECTS_MAX) throw s3Error('MalformedXML')
      const outcomes: Outcome[] = []
      for (let at = 0; at < Objects.length; at += CONCURRENCY)
        outcomes.push(
          ...(await Promise.all(
            Objects.slice(at, at + CONCURRENCY).map((object) =>
              deleted(objects, input, object, call),
            ),
          )),
        )
      const output = {
        ...(Quiet ? {} : { Deleted: outcomes.flatMap(({ done }) => done ?? []) }),
        Errors: outcomes.flatMap(({ error }) => error ?? []),
      }
      return () => ({ output, changes: [] })
    },
  }
}

interface Outcome {
  readonly done?: DeletedObject
  readonly error?: _Error
}

async function deleted(
  objects: ObjectStore,
  { Bucket }: DeleteObjectsRequest,
  object: ObjectIdentifier,
  call: Call,
): Promise<Outcome> {
  const { Key, VersionId } = object
  try {
    const { bucket, key } = objectFor({ Bucket, Key, VersionId }, call)
    await fromStore(objects.delete(bucket, key))
    return { done: { Key: key, ...(VersionId === undefined ? {} : { VersionId }) } }
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
