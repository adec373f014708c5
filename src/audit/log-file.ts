import { hash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/**
 * Log files as CloudTrail delivers them:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */

/** Uncompressed bytes beyond which the events of a range go on in another file. */
export const LOG_FILE_BYTES_MAX = 50 * 1024 * 1024

const SLOT_MS = 5 * 60 * 1000
const UNIQUE_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const UNIQUE_LENGTH = 16

/** Where the files of an account and region are. */
export interface LogFolder {
  readonly accountId: string
  readonly region: string
  readonly keyPrefix?: string
  /** Of the organization whose trail delivers them. */
  readonly organizationId?: string
}

export interface LogFilePlace extends LogFolder {
  /** Epoch milliseconds of the newest event in the file. */
  readonly newestEventMs: number
  /** Whatever tells this file from every other: the name's last part derives from it. */
  readonly identity: readonly (string | number)[]
}

/** The key of a log file: the same file has the same key, however often it is delivered. */
export function logFileKey(place: LogFilePlace): string {
  const { accountId, region } = place
  const slot = new Date(Math.ceil(place.newestEventMs / SLOT_MS) * SLOT_MS).toISOString()
  const minute = slot.slice(0, 16).replaceAll(/[-:]/g, '')
  const name = `${accountId}_CloudTrail_${region}_${minute}Z_${uniquePart(place.identity)}.json.gz`
  return `${folderOf(place, 'CloudTrail', slot)}/${name}`
}

/** `ct/AWSLogs/o-exampleorg1/123456789012/CloudTrail/us-west-2/2026/07/20` */
export function folderOf(
  { accountId, region, keyPrefix, organizationId }: LogFolder,
  kind: 'CloudTrail' | 'CloudTrail-Digest',
  time: string,
): string {
  const parts = [keyPrefix, 'AWSLogs', organizationId, accountId, kind, region]
  return [
    ...parts.filter((part) => part !== undefined),
    time.slice(0, 10).replaceAll('-', '/'),
  ].join('/')
}

export interface LogFileBody {
  /** One gzip member around `{"Records":[…]}`; the same events give the same bytes. */
  readonly bytes: Uint8Array
  /** SHA-256 of what is inside, in hex: digests vouch for that. */
  readonly hashValue: string
}

export function logFileBody(events: readonly string[]): LogFileBody {
  const text = Buffer.from(`{"Records":[${events.join(',')}]}`)
  return { bytes: gzipSync(text), hashValue: hash('sha256', text, 'hex') }
}

function uniquePart(identity: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify(identity), 'buffer')
  const characters = Array.from(
    digest.subarray(0, UNIQUE_LENGTH),
    (byte) => UNIQUE_CHARACTERS[byte % UNIQUE_CHARACTERS.length] ?? '',
  )
  return characters.join('')
}
