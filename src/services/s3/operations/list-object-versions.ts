import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { Query } from '../../operation.ts'
import { bucketFor, onBucket } from '../about.ts'
import { fromStore } from '../errors.ts'
import { keyWriter, listedObject, listedPrefixes, listingKeys, pageSize } from '../listings.ts'

/** Of an unversioned bucket: every object has one version, called `null`. */
export function listObjectVersions(
  objects: ObjectStore,
): Query<ListObjectVersionsRequest, ListObjectVersionsOutput> {
  return {
    kind: 'query',
    ...onBucket('ListBucketVersions'),
    conditionKeys: listingKeys,
    async run(input, call) {
      const { name, accountId } = bucketFor(input, call)
      const { Prefix = '', Delimiter, KeyMarker = '', EncodingType } = input
      const written = keyWriter(EncodingType)
      const limit = pageSize('max-keys', input.MaxKeys)
      const page = await fromStore(
        objects.list(name, {
          prefix: Prefix,
          after: KeyMarker,
          limit,
          ...(Delimiter ? { delimiter: Delimiter } : {}),
        }),
      )
      const { next } = page
      return {
        Name: name,
        Prefix: written(Prefix),
        KeyMarker: written(KeyMarker),
        VersionIdMarker: input.VersionIdMarker ?? '',
        MaxKeys: limit,
        ...(Delimiter ? { Delimiter: written(Delimiter) } : {}),
        IsTruncated: next !== undefined,
        ...(next === undefined
          ? {}
          : { NextKeyMarker: written(next), NextVersionIdMarker: 'null' }),
        Versions: page.objects.map((object) => ({
          ...(listedObject(object, written, accountId) as object),
          VersionId: 'null',
          IsLatest: true,
        })),
        CommonPrefixes: listedPrefixes(page.commonPrefixes, written),
        ...(EncodingType ? { EncodingType } : {}),
      }
    },
  }
}
