import type { Clock } from '../base/clock.ts'
import type { Random } from '../base/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { MessageDelivery } from '../topics/message-delivery.ts'
import type { DataDirectory } from './data-directory.ts'
import { post } from './http-sender.ts'
import { messageSigning } from './message-signing.ts'
import { every, type Timer } from './timer.ts'

/** How often queues are looked through for what is due. */
const SEND_MS = 100
const FORGET_MS = 60_000

export interface TopicNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  /** How subscribers reach this server. */
  readonly url: () => string
  readonly clock: Clock
  readonly random: Random
  /** The ledger cannot go on. */
  readonly onFatal: (error: unknown) => void
}

export interface OpenTopics {
  /** What the signatures of messages are checked with, and where it is served. */
  readonly certificate: { readonly path: string; readonly pem: string }
  readonly timers: readonly Timer[]
  /** What is queued is sent after the next start. */
  close(): void
}

/** What follows the queues of topics: messages to subscribers. */
export async function openTopics(needs: TopicNeeds): Promise<OpenTopics> {
  const { ledger, data, url, clock, random, onFatal } = needs
  const { certificatePem, ...signing } = await messageSigning(data.messageSigningFile, needs)
  const parts = { ledger, sender: { post }, signing, baseUrl: url, clock, random }
  const delivery = new MessageDelivery(parts)
  return {
    certificate: { path: signing.certificatePath, pem: certificatePem },
    timers: [
      every(SEND_MS, async () => delivery.sendDue(), onFatal),
      every(FORGET_MS, () => delivery.forgetUnconfirmed(), onFatal),
    ],
    close: () => delivery.close(),
  }
}
