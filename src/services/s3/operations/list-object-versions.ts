import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { onBucket } from '../about.ts'
import { listedObject, listing, listingKeys } from '../listings.ts'

/** Of an unversioned bucket: every object has one version, called `null`. */
export function listObjectVersions(
  objects: ObjectStore,
): Query<ListObjectVersionsRequest, ListObjectVersionsOutput> {
  return {
    kind: 'query',
    ...onBucket('ListBucketVersions'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { KeyMarker = '', VersionIdMarker = '' } = input
      const { page, written, ownerAccountId, shared } = await listing(
        objects,
        input,
        KeyMarker,
        call,
      )
      const { next } = page
      return {
        ...shared,
        KeyMarker: written(KeyMarker),
        VersionIdMarker,
        ...(next === undefined
          ? {}
          : { NextKeyMarker: written(next), NextVersionIdMarker: 'null' }),
        Versions: page.objects.map((object) => ({
          ...(listedObject(object, written, ownerAccountId) as object),
          VersionId: 'null',
          IsLatest: true,
        })),
      }
    },
  }
}
