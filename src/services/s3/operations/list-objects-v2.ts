import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { onBucket } from '../about.ts'
import { invalidArgument } from '../errors.ts'
import { listedObject, listing, listingKeys } from '../listings.ts'

export function listObjectsV2(
  objects: ObjectStore,
): Query<ListObjectsV2Request, ListObjectsV2Output> {
  return {
    kind: 'query',
    ...onBucket('ListBucket'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { Bucket, Prefix = '', Delimiter, StartAfter, ContinuationToken } = input
      const question = ['ListObjectsV2', Bucket, Prefix, Delimiter]
      const after = placeOf(question, ContinuationToken) ?? StartAfter ?? ''
      const { page, written, ownerAccountId, shared } = await listing(objects, input, after, call)
      const { next } = page
      const owner = input.FetchOwner ? ownerAccountId : undefined
      return {
        ...shared,
        KeyCount: page.objects.length + page.commonPrefixes.length,
        Contents: page.objects.map((object) => listedObject(object, written, owner)),
        ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        ...(next === undefined ? {} : { NextContinuationToken: pageToken(question, next) }),
        ...(StartAfter === undefined ? {} : { StartAfter: written(StartAfter) }),
      }
    },
  }
}

function placeOf(question: readonly unknown[], token: string | undefined): string | undefined {
  if (token === undefined) return undefined
  const place = openPageToken(question, token)
  if (typeof place === 'string') return place
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect')
}
