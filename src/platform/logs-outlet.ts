import type { CloudWatchLogsClient, InputLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import {
  FeedError,
  type FeedEvent,
  type FeedOutlet,
  type FeedTarget,
} from '../trails/feeds/feed.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const BATCH_BYTES_MAX = 1_048_576
const BATCH_EVENTS_MAX = 10_000
const BATCH_SPAN_MS_MAX = 24 * 60 * 60 * 1000
const EVENT_OVERHEAD_BYTES = 26

const ANSWER_MS = 15_000

type LogsTarget = Extract<FeedTarget, { kind: 'logs' }>

/** Log groups of any CloudWatch Logs. The SDK is loaded when the first trail has one. */
export function logsOutlets(endpoint: string): (target: LogsTarget) => FeedOutlet {
  const clients = new Map<string, Promise<CloudWatchLogsClient>>()
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? newClient(endpoint, region)
    clients.set(region, client)
    return client
  }
  return (target) => {
    const [, , , region = '', accountId = '', , logGroupName = ''] = target.logGroupArn.split(':')
    const client = () => clientOf(region)
    return {
      async send(events) {
        for (const [account, own] of Map.groupBy(events, ({ event }) => event.recipientAccountId)) {
          const logStreamName = streamOf(target, account)
          for (const logEvents of batchesOf(own))
            await put(await client(), { logGroupName, logStreamName, logEvents })
        }
      },
      check: async () =>
        makeStream(await client(), {
          logGroupName,
          logStreamName: streamOf(target, accountId),
        }),
    }
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-log-group-log-stream-naming-for-cloudtrail.html */
function streamOf({ organizationId, homeRegion }: LogsTarget, accountId: string): string {
  return [organizationId, accountId, 'CloudTrail', homeRegion].filter(Boolean).join('_')
}

/** In the order of their times, within the limits of one call. */
function* batchesOf(events: readonly FeedEvent[]): Generator<InputLogEvent[]> {
  let batch: InputLogEvent[] = []
  let bytes = 0
  for (const { json, eventMs } of events.toSorted((a, b) => a.eventMs - b.eventMs)) {
    const size = Buffer.byteLength(json) + EVENT_OVERHEAD_BYTES
    const isFull =
      batch.length === BATCH_EVENTS_MAX ||
      bytes + size > BATCH_BYTES_MAX ||
      eventMs - (batch[0]?.timestamp ?? eventMs) >= BATCH_SPAN_MS_MAX
    if (isFull) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push({ timestamp: eventMs, message: json })
    bytes += size
  }
  if (batch.length > 0) yield batch
}

interface Stream {
  readonly logGroupName: string
  readonly logStreamName: string
}

/** The stream is made when it turns out to be missing. */
async function put(
  client: CloudWatchLogsClient,
  batch: Stream & { readonly logEvents: InputLogEvent[] },
): Promise<void> {
  const { PutLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs')
  const attempt = () => client.send(new PutLogEventsCommand(batch), limits())
  try {
    await attempt()
  } catch (error) {
    if (nameOf(error) !== 'ResourceNotFoundException') throw feedError(error)
    const { logGroupName, logStreamName } = batch
    await makeStream(client, { logGroupName, logStreamName })
    await attempt().catch((again: unknown) => {
      throw feedError(again)
    })
  }
}

async function makeStream(client: CloudWatchLogsClient, stream: Stream): Promise<void> {
  const { CreateLogStreamCommand } = await import('@aws-sdk/client-cloudwatch-logs')
  try {
    await client.send(new CreateLogStreamCommand(stream), limits())
  } catch (error) {
    if (nameOf(error) !== 'ResourceAlreadyExistsException') throw feedError(error)
  }
}

async function newClient(endpoint: string, region: string): Promise<CloudWatchLogsClient> {
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
  return new CloudWatchLogsClient({ endpoint, region, maxAttempts: 2 })
}

function limits() {
  return { abortSignal: AbortSignal.timeout(ANSWER_MS) }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

function feedError(cause: unknown): FeedError {
  const code = nameOf(cause).replace(/Exception$/, '')
  return new FeedError(code, cause instanceof Error ? cause.message : String(cause), { cause })
}
