import type { Clock } from './base/clock.ts'
import type { Random } from './base/random.ts'
import type { Config } from './config.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { DataDirectory } from './platform/data-directory.ts'
import { post } from './platform/http-sender.ts'
import { messageSigning } from './platform/message-signing.ts'
import { every } from './platform/timer.ts'
import { MessageDelivery } from './topics/message-delivery.ts'

/** How often queues are looked through for what is due. */
const SEND_MS = 100
const FORGET_MS = 60_000

interface TopicNeeds {
  readonly ledger: Ledger
  readonly data: DataDirectory
  /** What the server listens on. */
  readonly url: () => string
}

interface TopicMachine {
  readonly clock: Clock
  readonly random: Random
  readonly onFatal: (error: unknown) => void
}

/** What follows the queues of topics: messages to subscribers. */
export async function openTopics(
  config: Config,
  { clock, random, onFatal }: TopicMachine,
  { ledger, data, url }: TopicNeeds,
) {
  const { certificatePem, ...signing } = await messageSigning(data.messageSigningFile, {
    clock,
    random,
  })
  const delivery = new MessageDelivery({
    ledger,
    sender: { post },
    signing,
    baseUrl: () => config.publicUrl ?? url(),
    clock,
    random,
  })
  const timers = [
    every(SEND_MS, async () => delivery.sendDue(), onFatal),
    every(FORGET_MS, () => delivery.forgetUnconfirmed(), onFatal),
  ]
  return {
    certificate: { path: signing.certificatePath, pem: certificatePem },
    timers,
    /** What is queued is sent after the next start. */
    close: () => delivery.close(),
  }
}
