import { hash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { folderOf, type LogFolder } from './log-file.ts'

/**
 * Digest files as CloudTrail delivers them: each vouches for the log files of an hour, and for the digest before it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export interface Digest {
  readonly accountId: string
  /** Epoch milliseconds, whole seconds. Log files delivered after the start, up to the end. */
  readonly startMs: number
  readonly endMs: number
  readonly s3Bucket: string
  readonly s3Object: string
  readonly publicKeyFingerprint: string
  /** Absent in the first of a chain. */
  readonly previous?: DigestLink
  readonly logFiles: readonly DigestedLogFile[]
}

export interface DigestLink {
  readonly s3Bucket: string
  readonly s3Object: string
  readonly hashValue: string
  readonly signature: string
}

export interface DigestedLogFile {
  readonly s3Bucket: string
  readonly s3Object: string
  /** SHA-256 of the uncompressed file, in hex. */
  readonly hashValue: string
  readonly oldestEventMs: number
  readonly newestEventMs: number
}

export interface DigestPlace extends LogFolder {
  readonly trailName: string
  readonly homeRegion: string
  readonly endMs: number
}

export function digestFileKey(place: DigestPlace): string {
  const { accountId, region, trailName, homeRegion, endMs } = place
  const end = timeOf(endMs)
  const name = [accountId, 'CloudTrail-Digest', region, trailName, homeRegion].join('_')
  return `${folderOf(place, 'CloudTrail-Digest', end)}/${name}_${end.replaceAll(/[-:]/g, '')}.json.gz`
}

/** The file's text, members in CloudTrail's print order: the same digest has the same text. */
export function digestText(digest: Digest): string {
  const { previous, logFiles } = digest
  const times = logFiles.flatMap(({ oldestEventMs, newestEventMs }) => [
    oldestEventMs,
    newestEventMs,
  ])
  return JSON.stringify({
    awsAccountId: digest.accountId,
    digestStartTime: timeOf(digest.startMs),
    digestEndTime: timeOf(digest.endMs),
    digestS3Bucket: digest.s3Bucket,
    digestS3Object: digest.s3Object,
    digestPublicKeyFingerprint: digest.publicKeyFingerprint,
    digestSignatureAlgorithm: SIGNATURE_ALGORITHM,
    newestEventTime: times.length > 0 ? timeOf(greatest(times)) : null,
    oldestEventTime: times.length > 0 ? timeOf(least(times)) : null,
    previousDigestS3Bucket: previous?.s3Bucket ?? null,
    previousDigestS3Object: previous?.s3Object ?? null,
    previousDigestHashValue: previous?.hashValue ?? null,
    previousDigestHashAlgorithm: previous ? HASH_ALGORITHM : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: logFiles.map((file) => ({
      s3Bucket: file.s3Bucket,
      s3Object: file.s3Object,
      hashValue: file.hashValue,
      hashAlgorithm: HASH_ALGORITHM,
      newestEventTime: timeOf(file.newestEventMs),
      oldestEventTime: timeOf(file.oldestEventMs),
    })),
  })
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html */
export function stringToSign(digest: Digest, hashValue: string): string {
  const place = `${digest.s3Bucket}/${digest.s3Object}`
  return [timeOf(digest.endMs), place, hashValue, digest.previous?.signature ?? 'null'].join('\n')
}

export function digestHash(text: string): string {
  return hash('sha256', text, 'hex')
}

export function digestBody(text: string): Uint8Array {
  return gzipSync(text)
}

/** @param signature in hex */
export function digestMetadata(signature: string): Readonly<Record<string, string>> {
  return { signature, 'signature-algorithm': SIGNATURE_ALGORITHM }
}

const SIGNATURE_ALGORITHM = 'SHA256withRSA'
const HASH_ALGORITHM = 'SHA-256'

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** Not by spreading: there may be more files than a function may have arguments. */
function greatest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b))
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b))
}
