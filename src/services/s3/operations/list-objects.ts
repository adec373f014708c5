import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore } from '../errors.ts'
import { keyWriter, listedObject, listedPrefixes, listingKeys, pageSize } from '../listings.ts'

export function listObjects(objects: ObjectStore): Query<ListObjectsRequest, ListObjectsOutput> {
  return {
    kind: 'query',
    ...onBucket('ListBucket'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { name, accountId } = bucketFor(input, call)
      const { Prefix = '', Delimiter, Marker = '', EncodingType } = input
      const written = keyWriter(EncodingType)
      const limit = pageSize('max-keys', input.MaxKeys)
      const page = await fromStore(
        objects.list(name, {
          prefix: Prefix,
          after: Marker,
          limit,
          ...(Delimiter ? { delimiter: Delimiter } : {}),
        }),
      )
      const { next } = page
      return {
        Name: name,
        Prefix: written(Prefix),
        Marker: written(Marker),
        MaxKeys: limit,
        ...(Delimiter ? { Delimiter: written(Delimiter) } : {}),
        IsTruncated: next !== undefined,
        Contents: page.objects.map((object) => listedObject(object, written, accountId)),
        CommonPrefixes: listedPrefixes(page.commonPrefixes, written),
        // Without a delimiter the last key is the marker, and AWS does not repeat it.
        ...(next !== undefined && Delimiter ? { NextMarker: written(next) } : {}),
        ...(EncodingType ? { EncodingType } : {}),
      }
    },
  }
}
