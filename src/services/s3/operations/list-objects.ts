import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { onBucket } from '../about.ts'
import { listedObject, listing, listingKeys } from '../listings.ts'

export function listObjects(objects: ObjectStore): Query<ListObjectsRequest, ListObjectsOutput> {
  return {
    kind: 'query',
    ...onBucket('ListBucket'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { Marker = '' } = input
      const { page, written, ownerAccountId, shared } = await listing(objects, input, Marker, call)
      return {
        ...shared,
        Marker: written(Marker),
        Contents: page.objects.map((object) => listedObject(object, written, ownerAccountId)),
        // Without a delimiter the last key is the marker, and AWS does not repeat it.
        ...(page.next !== undefined && input.Delimiter ? { NextMarker: written(page.next) } : {}),
      }
    },
  }
}
