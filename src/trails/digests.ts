import {
  type Digest,
  digestBody,
  digestFileKey,
  digestHash,
  type DigestLink,
  digestMetadata,
  digestText,
  stringToSign,
} from '../audit/digest-file.ts'
import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ResourceChange } from '../ledger/resources.ts'
import type { BucketWatch } from './bucket-watch.ts'
import { digestOfFile } from './delivered-files.ts'
import {
  type Delivery,
  deliveries,
  deliveryChanges,
  type RegionStatus,
  regionStatus,
} from './delivery-state.ts'
import { type Destination, DestinationError, TIMED_OUT, trailObject } from './destination.ts'
import {
  chainKey,
  chainPlaces,
  chainsOfDelivery,
  type ChainPlace,
  type DigestChain,
  digestChains,
  type DigestClaim,
  firstStartMs,
  lastEndMs,
  nextEndMs,
  undigestedFiles,
  undigestedKey,
  undigestedOfChain,
  type World,
} from './digest-chain.ts'
import { type DigestKeys, putPublicKey, signingKey } from './digest-keys.ts'
import { OneAtATime } from './one-at-a-time.ts'
import type { OwnCalls } from './own-calls.ts'
import { DAY_MS, isPaused, nextRetry, RETRY_DAYS_MAX } from './retry.ts'

export interface DigestParts {
  readonly ledger: Ledger
  readonly destination: Destination
  readonly keys: DigestKeys
  readonly watch: Pick<BucketWatch, 'faultOf'>
  readonly ownCalls: OwnCalls
  readonly clock: Clock
  readonly random: Random
  readonly intervalMs: number
  readonly world: () => World
}

/**
 * Makes the digests of trails with log file validation, in three steps as delivery does: claim durably what a digest says,
 * write it, chain it. A crash after the first repeats the second to the byte; so the chain never breaks.
 */
export class TrailDigests {
  readonly #parts: DigestParts
  readonly #runs = new OneAtATime()
  readonly #keyRuns = new OneAtATime()

  constructor(parts: DigestParts) {
    this.#parts = parts
  }

  /** Writes every digest that is due. Rejects only when the ledger cannot write. */
  async writeDue(): Promise<void> {
    const validated = this.#parts.ledger.resources
      .list(deliveries)
      .filter(({ validation }) => validation !== undefined)
    await Promise.all(validated.map(({ key }) => this.#runs.run(key, () => this.#writeDueOf(key))))
  }

  async #writeDueOf(deliveryKey: string): Promise<void> {
    const { ledger, clock } = this.#parts
    for (;;) {
      const delivery = ledger.resources.get(deliveries, deliveryKey)
      if (!delivery?.validation || isPaused(delivery.validation.retry, clock.now())) return
      await this.#claim(deliveryKey)
      await this.#makeMissingKeys(delivery)
      await this.#claim(deliveryKey)
      const claimed = ledger.resources
        .find(chainsOfDelivery, deliveryKey)
        .filter(({ claim }) => claim !== undefined)
      const written = await Promise.all(claimed.map((chain) => this.#write(delivery, chain)))
      const isUnfinished = await this.#settle(deliveryKey, written)
      if (claimed.length === 0 || isUnfinished) return
    }
  }

  async #claim(deliveryKey: string): Promise<void> {
    const changes = this.#claimDue(deliveryKey)
    if (changes.length > 0) await this.#parts.ledger.commit({ events: [], changes })
  }

  /** The chains of a delivery, begun where they have to be, with the end of the digest that is due now. */
  #dueChains(delivery: Delivery): readonly DueChain[] {
    const { ledger, clock, intervalMs, world } = this.#parts
    const { resources } = ledger
    const nowMs = clock.now()
    const sinceMs = delivery.validation?.sinceMs ?? nowMs
    // What joins later may have been here before: it must not write over the digests of that time.
    const isBegun = resources.find(chainsOfDelivery, delivery.key).length > 0
    const joinsMs = firstStartMs(sinceMs, intervalMs, nowMs)
    return chainPlaces(delivery, resources, world()).map(({ place, isInScope }) => {
      const known = resources.get(digestChains, chainKey(place))
      const chain = known ?? { ...place, endMs: isBegun ? joinsMs : sinceMs }
      const isOver = isEnding(delivery) || !isInScope
      const regularMs = nextEndMs(chain.endMs, intervalMs, nowMs)
      const endMs = regularMs ?? (isOver ? lastEndMs(chain.endMs, nowMs) : undefined)
      return {
        chain,
        isNew: known === undefined,
        isLast: isOver && regularMs === undefined,
        ...(endMs === undefined || chain.claim ? {} : { endMs }),
      }
    })
  }

  /** Also of digests that are not due yet: making a key takes a while. Trails share the keys of a region. */
  async #makeMissingKeys(delivery: Delivery): Promise<void> {
    for (const { chain, endMs = chain.endMs } of this.#dueChains(delivery))
      await this.#keyRuns.run(chain.region, () => this.#makeMissingKey(chain, endMs))
  }

  async #makeMissingKey({ region, endMs: validFromMs }: DigestChain, endMs: number): Promise<void> {
    const { ledger, keys } = this.#parts
    if (signingKey(ledger.resources, region, endMs)) return
    const key = putPublicKey({ ...(await keys.create()), region, validFromMs })
    await ledger.commit({ events: [], changes: [key] })
  }

  /** Begins chains and claims digests. What lacks a key has become due since, and waits for the next round. */
  #claimDue(deliveryKey: string): readonly ResourceChange[] {
    const { ledger, clock } = this.#parts
    const delivery = ledger.resources.get(deliveries, deliveryKey)
    if (!delivery) return []
    return this.#dueChains(delivery).flatMap(({ chain, isNew, isLast, endMs }) => {
      const key = endMs && signingKey(ledger.resources, chain.region, endMs)
      if (!endMs || !key) return isNew ? [digestChains.put(chainKey(chain), chain)] : []
      const logFiles = ledger.resources
        .find(undigestedOfChain, chainKey(chain))
        .filter(({ deliveredMs }) => isLast || deliveredMs <= endMs)
        .map(({ logFile }) => logFile)
      const claim = {
        endMs,
        madeMs: clock.now(),
        publicKeyFingerprint: key.fingerprint,
        s3Bucket: delivery.s3BucketName,
        s3Object: keyOf(delivery, chain, endMs),
        logFiles,
        isLast,
      }
      return [
        digestChains.put(chainKey(chain), { ...chain, claim }),
        ...logFiles.map((file) => undigestedFiles.delete(undigestedKey(file))),
      ]
    })
  }

  async #write(delivery: Delivery, chain: DigestChain): Promise<Written> {
    const { destination, keys, watch, clock } = this.#parts
    const claim = chain.claim as DigestClaim
    const digest = digestOf(chain, claim)
    const text = digestText(digest)
    const hashValue = digestHash(text)
    const { s3Bucket, s3Object } = claim
    const signature = await keys.sign(claim.publicKeyFingerprint, stringToSign(digest, hashValue))
    const link = { s3Bucket, s3Object, hashValue, signature }
    // After so long it is given up, and its absence is for all to see: the next one names it.
    if (clock.now() - claim.madeMs > RETRY_DAYS_MAX * DAY_MS) return { chain, claim, link }
    const failure = await watch.faultOf(delivery)
    if (failure !== undefined) return { chain, claim, failure }
    try {
      const { trailArn } = delivery
      const [body, metadata] = [digestBody(text), digestMetadata(signature)]
      const object = { bucket: s3Bucket, key: s3Object, body, metadata, trailArn }
      await destination.put(trailObject(object))
      return { chain, claim, link, isStored: true }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error
      return { chain, claim, failure: error.code }
    }
  }

  /** Chains what was written, and notes what was not. Tells whether any was not. */
  async #settle(deliveryKey: string, written: readonly Written[]): Promise<boolean> {
    const { ledger, clock, random } = this.#parts
    const now = ledger.resources.get(deliveries, deliveryKey)
    if (!now?.validation) return false
    const hasFailed = written.some(({ failure }) => failure !== undefined)
    const isOver = isEnding(now) && !hasFailed && this.#haveAllEnded(now, written)
    if (written.length === 0 && !isOver) return false
    const { validation, ...unvalidated } = now
    const { retry, ...kept } = validation
    const next = {
      ...kept,
      // A chain that begins after this one's end must not write over it.
      sinceMs: Math.max(kept.sinceMs, ...written.filter(hasEnded).map(({ claim }) => claim.endMs)),
      ...(hasFailed ? { retry: nextRetry(retry, clock.now(), random) } : {}),
    }
    const delivery = isOver ? unvalidated : { ...now, validation: next }
    const statuses = written.map((one) => this.#statusAfter(deliveryKey, one))
    const changes = [
      ...chainChanges(written),
      ...deliveryChanges(delivery, statuses, ledger.resources),
    ]
    const stored = written.filter(({ isStored }) => isStored)
    const events = stored.flatMap(({ claim }) =>
      this.#parts.ownCalls({ bucket: claim.s3Bucket, keys: [claim.s3Object] }),
    )
    const archived = stored.flatMap(({ chain, claim }) =>
      claim.logFiles.map((file) => digestOfFile(chain, file.lastPosition, claim, clock.now())),
    )
    await ledger.commit({ events, changes, archived })
    return hasFailed
  }

  #haveAllEnded(delivery: Delivery, written: readonly Written[]): boolean {
    const ended = new Set(written.filter(hasEnded).map(({ chain }) => chainKey(chain)))
    return this.#dueChains(delivery).every(({ chain }) => ended.has(chainKey(chain)))
  }

  #statusAfter(deliveryKey: string, { chain, failure }: Written): RegionStatus {
    const { ledger, clock } = this.#parts
    const status = regionStatus(ledger.resources, deliveryKey, chain.region)
    const { latestDigestError: _error, ...kept } = status
    if (failure === undefined) return { ...kept, latestDigestMs: clock.now() }
    return failure === TIMED_OUT ? status : { ...kept, latestDigestError: failure }
  }
}

interface DueChain {
  readonly chain: DigestChain
  readonly isNew: boolean
  readonly isLast: boolean
  readonly endMs?: number
}

interface Written {
  readonly chain: DigestChain
  readonly claim: DigestClaim
  readonly link?: DigestLink
  readonly isStored?: true
  readonly failure?: string
}

function hasEnded({ claim, link }: Written): boolean {
  return claim.isLast && link !== undefined
}

/** Everything that was recorded is delivered and nothing more comes, or validation was switched off. */
function isEnding({ recorded, validation }: Delivery): boolean {
  return recorded.length === 0 || validation?.isEnding === true
}

function chainChanges(written: readonly Written[]): readonly ResourceChange[] {
  return written.flatMap(({ chain, claim, link }) => {
    if (!link) return []
    const { claim: _claim, ...kept } = chain
    return claim.isLast
      ? [digestChains.delete(chainKey(chain))]
      : [digestChains.put(chainKey(chain), { ...kept, endMs: claim.endMs, previous: link })]
  })
}

function digestOf(chain: DigestChain, claim: DigestClaim): Digest {
  return {
    accountId: chain.accountId,
    startMs: chain.endMs,
    endMs: claim.endMs,
    s3Bucket: claim.s3Bucket,
    s3Object: claim.s3Object,
    publicKeyFingerprint: claim.publicKeyFingerprint,
    ...(chain.previous ? { previous: chain.previous } : {}),
    logFiles: claim.logFiles,
  }
}

function keyOf(delivery: Delivery, { accountId, region }: ChainPlace, endMs: number): string {
  const { s3KeyPrefix, organizationId, trailName, homeRegion } = delivery
  return digestFileKey({
    accountId,
    region,
    ...(s3KeyPrefix === undefined ? {} : { keyPrefix: s3KeyPrefix }),
    ...(organizationId === undefined ? {} : { organizationId }),
    trailName,
    homeRegion,
    endMs,
  })
}
