import { gunzipSync } from 'node:zlib'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { HttpSubscriber } from './http-subscriber.ts'

/** The events of all files that a subscriber was told of, each file fetched once as a consumer would. */
export async function eventsTold(
  subscriber: HttpSubscriber,
  s3: S3Client,
  Bucket: string,
): Promise<AuditEvent[]> {
  const keys = new Set(
    subscriber
      .notifications()
      .filter((text) => text.startsWith('{'))
      .flatMap((text) => (JSON.parse(text) as { s3ObjectKey: string[] }).s3ObjectKey),
  )
  const files = await Promise.all(
    Array.from(keys, async (Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
      return gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString()
    }),
  )
  return files.flatMap((text) => (JSON.parse(text) as { Records: AuditEvent[] }).Records)
}
