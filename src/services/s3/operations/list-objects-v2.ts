import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore, invalidArgument } from '../errors.ts'
import { keyWriter, listedObject, listedPrefixes, listingKeys, pageSize } from '../listings.ts'

export function listObjectsV2(
  objects: ObjectStore,
): Query<ListObjectsV2Request, ListObjectsV2Output> {
  return {
    kind: 'query',
    ...onBucket('ListBucket'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { name, accountId } = bucketFor(input, call)
      const { Prefix = '', Delimiter, EncodingType, StartAfter, ContinuationToken } = input
      const written = keyWriter(EncodingType)
      const limit = pageSize('max-keys', input.MaxKeys)
      const question = ['ListObjectsV2', name, Prefix, Delimiter]
      const page = await fromStore(
        objects.list(name, {
          prefix: Prefix,
          after: placeOf(question, ContinuationToken) ?? StartAfter ?? '',
          limit,
          ...(Delimiter ? { delimiter: Delimiter } : {}),
        }),
      )
      const { next } = page
      const owner = input.FetchOwner ? accountId : undefined
      return {
        Name: name,
        Prefix: written(Prefix),
        ...(Delimiter ? { Delimiter: written(Delimiter) } : {}),
        MaxKeys: limit,
        KeyCount: page.objects.length + page.commonPrefixes.length,
        IsTruncated: next !== undefined,
        Contents: page.objects.map((object) => listedObject(object, written, owner)),
        CommonPrefixes: listedPrefixes(page.commonPrefixes, written),
        ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        ...(next === undefined ? {} : { NextContinuationToken: pageToken(question, next) }),
        ...(StartAfter === undefined ? {} : { StartAfter: written(StartAfter) }),
        ...(EncodingType ? { EncodingType } : {}),
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
