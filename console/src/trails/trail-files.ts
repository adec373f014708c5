import type { Trail } from '@aws-sdk/client-cloudtrail'
import { ListObjectsV2Command, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { allPages } from '../api/all-pages.ts'

export interface LogFile {
  readonly key: string
  readonly bytes: number
  readonly writtenAt: Date | undefined
}

/** The log files that a trail has delivered on a day, newest first, whatever region their events are of. */
export async function logFilesOf(
  client: S3Client,
  { S3BucketName: Bucket = '', S3KeyPrefix: prefix = '' }: Trail,
  accountId: string,
  day: Date,
): Promise<readonly LogFile[]> {
  const folder = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/${accountId}/CloudTrail/`
  const regions = new ListObjectsV2Command({ Bucket, Prefix: folder, Delimiter: '/' })
  const { CommonPrefixes = [] } = await client.send(regions)
  const date = day.toISOString().slice(0, 10).replaceAll('-', '/')
  const files = await Promise.all(
    CommonPrefixes.map(({ Prefix = '' }) =>
      allPages(
        paginateListObjectsV2({ client }, { Bucket, Prefix: `${Prefix}${date}/` }),
        ({ Contents }) => Contents,
      ),
    ),
  )
  return files
    .flat()
    .map(({ Key: key = '', Size: bytes = 0, LastModified: writtenAt }) => ({
      key,
      bytes,
      writtenAt,
    }))
    .toSorted((a, b) => Number(b.writtenAt ?? 0) - Number(a.writtenAt ?? 0))
}
