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

export interface LogFilePlace {
  readonly accountId: string
  readonly region: string
  readonly keyPrefix?: string
  /** Epoch milliseconds of the newest event in the file. */
  readonly newestEventMs: number
  /** Whatever tells this file from every other: the name's last part derives from it. */
  readonly identity: readonly (string | number)[]
}

/** The key of a log file: the same file has the same key, however often it is delivered. */
export function logFileKey(place: LogFilePlace): string {
  const { accountId, region, keyPrefix } = place
  const slot = new Date(Math.ceil(place.newestEventMs / SLOT_MS) * SLOT_MS).toISOString()
  const [day, minute] = [slot.slice(0, 10), slot.slice(0, 16)]
  const name = `${accountId}_CloudTrail_${region}_${minute.replaceAll(/[-:]/g, '')}Z_${uniquePart(place.identity)}.json.gz`
  const folder = `AWSLogs/${accountId}/CloudTrail/${region}/${day.replaceAll('-', '/')}`
  return `${keyPrefix === undefined ? '' : `${keyPrefix}/`}${folder}/${name}`
}

/** One gzip member around `{"Records":[…]}`; the same events give the same bytes. */
export function logFileBody(events: readonly string[]): Uint8Array {
  return gzipSync(`{"Records":[${events.join(',')}]}`)
}

function uniquePart(identity: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify(identity), 'buffer')
  const characters = Array.from(
    digest.subarray(0, UNIQUE_LENGTH),
    (byte) => UNIQUE_CHARACTERS[byte % UNIQUE_CHARACTERS.length] ?? '',
  )
  return characters.join('')
}
