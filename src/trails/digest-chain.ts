import type { DigestedLogFile, DigestLink } from '../audit/digest-file.ts'
import { collection, type Index, type ResourceReader } from '../ledger/resources.ts'
import type { Delivery } from './delivery-state.ts'
import type { LogFile } from './log-file-writer.ts'

/**
 * The digests of one trail, account and region. A digest's content is settled in the ledger before it is written: the claim
 * takes the delivered files that wait for one, in the same transaction, so that each is in exactly one digest.
 */
export interface DigestChain extends ChainPlace {
  /** Where the last digest ended, or where the first starts. */
  readonly endMs: number
  readonly previous?: DigestLink
  readonly claim?: DigestClaim
}

/** Whom and where a chain is for. */
export interface ChainPlace {
  readonly deliveryKey: string
  readonly accountId: string
  readonly region: string
}

export interface DigestClaim {
  readonly endMs: number
  readonly madeMs: number
  readonly publicKeyFingerprint: string
  readonly s3Bucket: string
  readonly s3Object: string
  readonly logFiles: readonly ClaimedFile[]
  /** With it the chain ends. */
  readonly isLast: boolean
}

export interface ClaimedFile extends DigestedLogFile {
  /** Of its events, in the ledger. */
  readonly lastPosition: number
}

/** A delivered file that no digest vouches for yet. */
export interface UndigestedFile extends ChainPlace {
  readonly deliveredMs: number
  readonly logFile: ClaimedFile
}

export const digestChains = collection<DigestChain>('trails/digest-chain')
export const undigestedFiles = collection<UndigestedFile>('trails/undigested-file')

export const chainsOfDelivery: Index<DigestChain> = {
  of: digestChains,
  keyOf: ({ deliveryKey }) => deliveryKey,
}

const undigestedOfDelivery: Index<UndigestedFile> = {
  of: undigestedFiles,
  keyOf: ({ deliveryKey }) => deliveryKey,
}

export const undigestedOfChain: Index<UndigestedFile> = { of: undigestedFiles, keyOf: chainKey }

export function chainKey({ deliveryKey, accountId, region }: ChainPlace): string {
  return `${deliveryKey}/${accountId}/${region}`
}

export function putUndigested(deliveryKey: string, file: LogFile, deliveredMs: number) {
  const { accountId, region, firstPosition: _first, ...logFile } = file
  return undigestedFiles.put(undigestedKey(logFile), {
    deliveryKey,
    accountId,
    region,
    deliveredMs,
    logFile,
  })
}

export function undigestedKey({ s3Bucket, s3Object }: DigestedLogFile): string {
  return `${s3Bucket}/${s3Object}`
}

/** All accounts of the installation, and all regions. */
export interface World {
  readonly accountIds: readonly string[]
  readonly regions: readonly string[]
}

/** Where a delivery has chains to go on with or to end, and whether it still delivers there. */
export function chainPlaces(
  delivery: Delivery,
  resources: ResourceReader,
  world: World,
): readonly { readonly place: ChainPlace; readonly isInScope: boolean }[] {
  const places = new Map<string, { place: ChainPlace; isInScope: boolean }>()
  for (const { selection } of delivery.recorded)
    for (const accountId of given(selection.accountId, world.accountIds))
      for (const region of given(selection.region, world.regions)) {
        const place = { deliveryKey: delivery.key, accountId, region }
        places.set(chainKey(place), { place, isInScope: true })
      }
  const left = [
    ...resources.find(chainsOfDelivery, delivery.key),
    ...resources.find(undigestedOfDelivery, delivery.key),
  ]
  for (const { deliveryKey, accountId, region } of left) {
    const place = { deliveryKey, accountId, region }
    if (!places.has(chainKey(place))) places.set(chainKey(place), { place, isInScope: false })
  }
  return [...places.values()]
}

function given(one: string | undefined, all: readonly string[]): readonly string[] {
  return one === undefined ? all : [one]
}

/** Missed digests that are made one by one; what was missed before those is one digest. */
const MISSED_DIGESTS_MAX = 24

/** Where the next digest of a chain ends, if it is due. */
export function nextEndMs(endMs: number, intervalMs: number, nowMs: number): number | undefined {
  const missed = Math.floor((nowMs - endMs) / intervalMs)
  if (missed < 1) return undefined
  return endMs + Math.max(1, missed - MISSED_DIGESTS_MAX) * intervalMs
}

/** Where a chain starts that joins others: all chains of a trail end their digests at the same moments. */
export function firstStartMs(sinceMs: number, intervalMs: number, nowMs: number): number {
  return sinceMs + Math.max(0, Math.floor((nowMs - sinceMs) / intervalMs)) * intervalMs
}

/** A last digest ends now, in whole seconds, and after the one before it. */
export function lastEndMs(endMs: number, nowMs: number): number {
  return Math.max(endMs + 1000, Math.floor(nowMs / 1000) * 1000)
}
