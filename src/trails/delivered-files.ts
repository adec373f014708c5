import { type AuditEvent, HISTORY_DAYS } from '../audit/audit-event.ts'
import { archive, type ArchiveEntry, type ArchiveReader } from '../ledger/archive.ts'
import type { Delivery } from './delivery-state.ts'
import type { ChainPlace } from './digest-chain.ts'
import type { LogFile } from './log-file-writer.ts'
import { DAY_MS } from './retry.ts'
import { compileRecorded, type RecordedRange } from './selection.ts'

/** Where a trail has put an event. */
export interface EventDelivery {
  readonly trailArn: string
  readonly logFile: StoredObject
  /** The digest that vouches for the log file, once there is one. */
  readonly digest?: StoredObject
}

interface StoredObject {
  readonly s3Bucket: string
  readonly s3Object: string
}

/** The events of one account and region from the first position to the last, as far as they were recorded. */
interface DeliveredFile extends StoredObject {
  readonly deliveryKey: string
  readonly trailArn: string
  readonly firstPosition: number
  readonly lastPosition: number
  readonly recorded: readonly RecordedRange[]
}

/** Both are kept for as long as event history shows what is in the files. */
const deliveredFiles = archive<DeliveredFile>('trails/delivered-file')
const digestsOfFiles = archive<StoredObject>('trails/digest-of-file')

/** To be committed with the delivery of the file. */
export function deliveredFile(delivery: Delivery, file: LogFile, nowMs: number): ArchiveEntry {
  const { key: deliveryKey, trailArn } = delivery
  const { s3Bucket, s3Object, firstPosition, lastPosition } = file
  const recorded = delivery.recorded.filter(
    ({ after, upTo = Infinity }) => after < lastPosition && firstPosition <= upTo,
  )
  return deliveredFiles.put(
    fileKey({ ...file, deliveryKey }, lastPosition),
    { deliveryKey, trailArn, firstPosition, lastPosition, recorded, s3Bucket, s3Object },
    expiryOf(nowMs),
  )
}

/** To be committed with the digest. */
export function digestOfFile(
  place: ChainPlace,
  lastPosition: number,
  { s3Bucket, s3Object }: StoredObject,
  nowMs: number,
): ArchiveEntry {
  const digest = { s3Bucket, s3Object }
  return digestsOfFiles.put(fileKey(place, lastPosition), digest, expiryOf(nowMs))
}

/** The log file of every trail that has delivered the event at a position, also of trails that are gone. */
export async function deliveriesOf(
  position: number,
  event: AuditEvent,
  kept: ArchiveReader,
): Promise<readonly EventDelivery[]> {
  const found: EventDelivery[] = []
  const ofAccount = `${event.recipientAccountId}/${event.awsRegion}`
  const end = `${ofAccount}/~`
  let trail = await kept.first(deliveredFiles, `${ofAccount}/`, end)
  while (trail) {
    const { deliveryKey } = trail
    const place = { deliveryKey, accountId: event.recipientAccountId, region: event.awsRegion }
    const delivery = await deliveryTo(place, position, event, kept)
    if (delivery) found.push(delivery)
    trail = await kept.first(deliveredFiles, endOf(place), end)
  }
  return found
}

async function deliveryTo(
  place: ChainPlace,
  position: number,
  event: AuditEvent,
  kept: ArchiveReader,
): Promise<EventDelivery | undefined> {
  const file = await kept.first(deliveredFiles, fileKey(place, position), endOf(place))
  if (!file || position < file.firstPosition) return undefined
  if (!compileRecorded(file.recorded)(position, event)) return undefined
  const { trailArn, s3Bucket, s3Object, lastPosition } = file
  const logFile = { s3Bucket, s3Object }
  const key = fileKey(place, lastPosition)
  const digest = await kept.first(digestsOfFiles, key, `${key}~`)
  return { trailArn, logFile, ...(digest ? { digest } : {}) }
}

const POSITION_DIGITS = String(Number.MAX_SAFE_INTEGER).length

function fileKey(place: ChainPlace, lastPosition: number): string {
  return `${placeKey(place)}/${String(lastPosition).padStart(POSITION_DIGITS, '0')}`
}

/** Behind every file of a place and before the next place. */
function endOf(place: ChainPlace): string {
  return `${placeKey(place)}/~`
}

function placeKey({ accountId, region, deliveryKey }: ChainPlace): string {
  return `${accountId}/${region}/${deliveryKey}`
}

function expiryOf(nowMs: number): number {
  return nowMs + HISTORY_DAYS * DAY_MS
}
