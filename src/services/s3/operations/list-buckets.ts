import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3'
import { openPageToken, pageToken } from '../../../base/page-token.ts'
import { bucketArn, bucketsOfAccount, canonicalUserId } from '../../../buckets/bucket.ts'
import { compareKeys } from '../../../buckets/keys.ts'
import type { Query } from '../../operation.ts'
import { invalidArgument } from '../errors.ts'

const PAGE_MAX = 10_000

export const listBuckets: Query<ListBucketsRequest, ListBucketsOutput> = {
  kind: 'query',
  iamAction: 'ListAllMyBuckets',
  run(input, { accountId, resources }) {
    const { Prefix = '', BucketRegion, ContinuationToken, MaxBuckets = PAGE_MAX } = input
    const question = ['ListBuckets', accountId, Prefix, BucketRegion]
    const after = ContinuationToken === undefined ? '' : openPageToken(question, ContinuationToken)
    if (typeof after !== 'string')
      throw invalidArgument(
        'continuation-token',
        ContinuationToken ?? '',
        'The continuation token provided is incorrect',
      )
    const all = resources
      .find(bucketsOfAccount, accountId)
      .filter(({ name, region }) => name.startsWith(Prefix) && region === (BucketRegion ?? region))
      .filter(({ name }) => compareKeys(name, after) > 0)
      .toSorted((a, b) => compareKeys(a.name, b.name))
    const page = all.slice(0, MaxBuckets)
    const last = page.at(-1)
    return {
      Buckets: page.map(({ name, region, createdMs }) => ({
        Name: name,
        CreationDate: new Date(createdMs),
        BucketArn: bucketArn(name),
        // Shown to those who ask page by page, as AWS does.
        ...(input.MaxBuckets === undefined ? {} : { BucketRegion: region }),
      })),
      Owner: { ID: canonicalUserId(accountId) },
      ...(last && page.length < all.length
        ? { ContinuationToken: pageToken(question, last.name) }
        : {}),
      ...(Prefix === '' ? {} : { Prefix }),
    }
  },
}
