import type { Command, Query } from '../../operation.ts'
import { type AboutBucket, bucketFor, onBucket } from '../about.ts'
import { type S3ErrorCode, s3Error } from '../errors.ts'

/**
 * What a bucket answers about configurations that cannot be made here: as one that never had any. Clients ask for all of
 * them, whatever they need the bucket for.
 */
export function neverConfigured<Output>(
  iamAction: string,
  answer: S3ErrorCode | Output,
): Query<AboutBucket, Output> {
  return {
    kind: 'query',
    ...onBucket(iamAction),
    run(input, call) {
      const { name } = bucketFor(input, call)
      if (typeof answer === 'string') throw s3Error(answer as S3ErrorCode, { BucketName: name })
      return answer
    },
  }
}

/** Deleting what never was there succeeds. */
export function nothingToDelete(iamAction: string): Command<AboutBucket, void> {
  return {
    kind: 'command',
    ...onBucket(iamAction),
    run(input, call) {
      bucketFor(input, call)
      return { output: undefined, changes: [] }
    },
  }
}
