import {
  type CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector,
  type AdvancedEventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type GetTrailStatusCommandOutput,
  type Trail,
} from '@aws-sdk/client-cloudtrail'

export interface TrailWithStatus {
  readonly trail: Trail
  readonly status: GetTrailStatusCommandOutput
}

export interface TrailDetails extends TrailWithStatus {
  readonly selectors: readonly EventSelector[]
  readonly advancedSelectors: readonly AdvancedEventSelector[]
}

export async function listTrails(
  client: CloudTrailClient,
  abortSignal: AbortSignal,
): Promise<readonly TrailWithStatus[]> {
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({}), { abortSignal })
  return Promise.all(trailList.map((trail) => withStatus(client, trail, abortSignal)))
}

export async function readTrail(
  client: CloudTrailClient,
  arn: string,
  abortSignal: AbortSignal,
): Promise<TrailDetails> {
  const describe = new DescribeTrailsCommand({ trailNameList: [arn] })
  const [{ trailList = [] }, selectors] = await Promise.all([
    client.send(describe, { abortSignal }),
    client.send(new GetEventSelectorsCommand({ TrailName: arn }), { abortSignal }),
  ])
  const [trail] = trailList
  if (!trail) throw new Error('This trail does not exist (any more).')
  return {
    ...(await withStatus(client, trail, abortSignal)),
    selectors: selectors.EventSelectors ?? [],
    advancedSelectors: selectors.AdvancedEventSelectors ?? [],
  }
}

async function withStatus(client: CloudTrailClient, trail: Trail, abortSignal: AbortSignal) {
  const command = new GetTrailStatusCommand({ Name: trail.TrailARN })
  return { trail, status: await client.send(command, { abortSignal }) }
}

/** What is in a trail's way, for whoever has to mend it: one sentence each, none when all goes well. */
export function troublesOf(status: TrailStatusErrors): readonly string[] {
  const { LatestDeliveryError: delivery, LatestDigestDeliveryError: digests } = status
  const { LatestNotificationError: notices, LatestCloudWatchLogsDeliveryError: logs } = status
  const sentences = [
    sentence(delivery, bucketTroubles, 'Deliveries fail with'),
    sentence(digests, bucketTroubles, 'Digests fail with'),
    sentence(notices, noticeTroubles, 'Notifications fail with'),
    sentence(logs, logsTroubles, 'CloudWatch Logs does not take the events:'),
  ]
  return [...new Set(sentences.flat())]
}

/** None without a code. */
function sentence(
  code: string | undefined,
  words: Readonly<Record<string, string>>,
  otherwise: string,
): readonly string[] {
  return code ? [words[code] ?? `${otherwise} ${code}.`] : []
}

type TrailStatusErrors = Pick<
  GetTrailStatusCommandOutput,
  | 'LatestDeliveryError'
  | 'LatestDigestDeliveryError'
  | 'LatestNotificationError'
  | 'LatestCloudWatchLogsDeliveryError'
>

const bucketTroubles: Readonly<Record<string, string>> = {
  AccessDenied: 'The bucket’s policy does not let the trail write to it.',
  AccessDeniedException: 'The bucket’s policy does not let the trail write to it.',
  NoSuchBucket: 'The bucket does not exist any more.',
  InternalError: 'The storage failed; the delivery is tried again.',
  RequestTimeout: 'The storage did not answer in time; the delivery is tried again.',
  SlowDown: 'The storage asks to slow down; the delivery is tried again.',
}

const noticeTroubles: Readonly<Record<string, string>> = {
  AuthorizationError: 'The topic’s policy does not let the trail publish to it.',
  NotFound: 'The topic does not exist any more.',
}

const logsTroubles: Readonly<Record<string, string>> = {
  AccessDenied: 'The role may not write to the log group.',
  AccessDeniedException: 'The role may not write to the log group.',
  ResourceNotFoundException: 'The log group does not exist any more.',
}
