import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { envelopeOf, isForState } from '../trails/feeds/envelope.ts'
import { FeedError, type FeedEvent, type FeedOutlet } from '../trails/feeds/feed.ts'

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES_MAX = 10
const ENTRIES_BYTES_MAX = 256 * 1024
/** Bytes of an entry besides its detail, roughly and rather more. */
const ENTRY_OVERHEAD_BYTES = 512

const ANSWER_MS = 15_000

/** Failures of an entry that pass; with any other it is refused for good, and left out. */
const passing: ReadonlySet<string | undefined> = new Set([
  'InternalException',
  'InternalFailure',
  'ThrottlingException',
])

/** The default bus of each region of any EventBridge. The SDK is loaded with the first event. */
export function eventBusOutlet(endpoint: string): FeedOutlet {
  const clients = new Map<string, Promise<EventBridgeClient>>()
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? newClient(endpoint, region)
    clients.set(region, client)
    return client
  }
  return {
    async send(events) {
      // Rules there do not tell us their state, and most have the one that every rule has at first.
      const wanted = events.filter(({ event }) => isForState(event, 'ENABLED'))
      for (const [region, own] of Map.groupBy(wanted, ({ event }) => event.awsRegion))
        for (const batch of batchesOf(own)) await put(await clientOf(region), batch)
    },
    check: () => Promise.resolve(),
  }
}

function* batchesOf(events: readonly FeedEvent[]): Generator<PutEventsRequestEntry[]> {
  let batch: PutEventsRequestEntry[] = []
  let bytes = 0
  for (const feedEvent of events) {
    const size = Buffer.byteLength(feedEvent.json) + ENTRY_OVERHEAD_BYTES
    if (batch.length === ENTRIES_MAX || (batch.length > 0 && bytes + size > ENTRIES_BYTES_MAX)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(entryOf(feedEvent))
    bytes += size
  }
  if (batch.length > 0) yield batch
}

function entryOf({ event, json, eventMs }: FeedEvent): PutEventsRequestEntry {
  const { source, 'detail-type': detailType } = envelopeOf(event)
  return { Time: new Date(eventMs), Source: source, DetailType: detailType, Detail: json }
}

async function put(client: EventBridgeClient, Entries: PutEventsRequestEntry[]): Promise<void> {
  const { PutEventsCommand } = await import('@aws-sdk/client-eventbridge')
  const answer = await client
    .send(new PutEventsCommand({ Entries }), { abortSignal: AbortSignal.timeout(ANSWER_MS) })
    .catch((cause: unknown) => {
      const { name, message } = cause as Error
      throw new FeedError(name.replace(/Exception$/, ''), message, { cause })
    })
  const failed = answer.Entries?.find(({ ErrorCode }) => passing.has(ErrorCode) && ErrorCode)
  if (failed) throw new FeedError(failed.ErrorCode ?? '', failed.ErrorMessage ?? '')
}

async function newClient(endpoint: string, region: string): Promise<EventBridgeClient> {
  const { EventBridgeClient } = await import('@aws-sdk/client-eventbridge')
  return new EventBridgeClient({ endpoint, region, maxAttempts: 2 })
}
