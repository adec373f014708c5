import { type CloudTrailClient, ListPublicKeysCommand } from '@aws-sdk/client-cloudtrail'
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import type { VerifiedObject } from './trail-verifier.ts'

/** Every object of a bucket as S3 answers it, under `bucket/key`. */
export async function objectsIn(
  s3: S3Client,
  Bucket: string,
): Promise<Map<string, VerifiedObject>> {
  const objects = new Map<string, VerifiedObject>()
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
    for (const { Key = '' } of Contents) {
      const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket, Key }))
      const body = (await Body?.transformToByteArray()) ?? new Uint8Array()
      objects.set(`${Bucket}/${Key}`, { body, metadata: Metadata })
    }
  return objects
}

/** The public keys of a region under their fingerprints, in base64. */
export async function publicKeysOf(cloudtrail: CloudTrailClient): Promise<Map<string, string>> {
  const day = 24 * 60 * 60 * 1000
  const range = { StartTime: new Date(Date.now() - day), EndTime: new Date(Date.now() + day) }
  const { PublicKeyList = [] } = await cloudtrail.send(new ListPublicKeysCommand(range))
  return new Map(
    PublicKeyList.map(({ Fingerprint = '', Value = new Uint8Array() }) => [
      Fingerprint,
      Buffer.from(Value).toString('base64'),
    ]),
  )
}
