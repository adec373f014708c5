import type { FoundEvent, SearchQuery, WaymarkSearch } from '../api/waymark-search.ts'
import { documentOf, textAt, valueAt } from './event-fields.ts'

/** One step back from what was done towards who did it. */
export interface ChainStep {
  readonly event: FoundEvent
  /** Whose credentials made the call. */
  readonly actor: string
  readonly type: string
}

export interface SessionChain {
  /** From the event itself back to the first that is known. */
  readonly steps: readonly ChainStep[]
  /** Whether the last step is a person or their long-term key, and nothing before it is missing. */
  readonly isComplete: boolean
}

/** Longer chains do not occur: each role session may only assume the next. */
const STEPS_MAX = 12

const sessionMakers = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetFederationToken',
  'GetSessionToken',
]

/** Follows the keys of sessions back to the calls that issued them, up to a sign-in or a long-term key. */
export async function sessionChain(
  event: FoundEvent,
  search: WaymarkSearch,
  signal?: AbortSignal,
): Promise<SessionChain> {
  const steps = [stepOf(event)]
  let last = event
  while (steps.length < STEPS_MAX) {
    const query = queryForIssuer(last)
    if (!query) return { steps, isComplete: true }
    const { events } = await search.events(query, { maxResults: 1 }, signal)
    const [issuer] = events
    if (!issuer || issuer.eventId === last.eventId) return { steps, isComplete: false }
    steps.push(stepOf(issuer))
    last = issuer
  }
  return { steps, isComplete: false }
}

function stepOf(event: FoundEvent): ChainStep {
  const identity = valueAt(documentOf(event), 'userIdentity')
  const arn = textAt(identity, 'arn')
  const name = textAt(identity, 'userName') || textAt(identity, 'invokedBy')
  return {
    event,
    actor: arn || name || textAt(identity, 'principalId'),
    type: textAt(identity, 'type'),
  }
}

/** What to look for to find the event that issued the session; nothing for a long-term key and for a sign-in. */
function queryForIssuer(event: FoundEvent): SearchQuery | undefined {
  const document = documentOf(event)
  const identity = valueAt(document, 'userIdentity')
  const type = textAt(identity, 'type')
  const createdAt =
    Date.parse(textAt(identity, 'sessionContext', 'attributes', 'creationDate')) / 1000
  if (type === 'AWSAccount' && textAt(document, 'sharedEventID') !== '')
    return {
      text: textAt(document, 'sharedEventID'),
      filters: [{ field: 'eventId', operator: 'notEquals', values: [event.eventId] }],
    }
  if (type === 'AssumedRole' || type === 'FederatedUser')
    return {
      text: textAt(identity, 'principalId'),
      filters: [
        { field: 'eventName', operator: 'equals', values: sessionMakers },
        { field: 'errorCode', operator: 'notExists' },
        { field: 'eventId', operator: 'notEquals', values: [event.eventId] },
      ],
      ...(createdAt > 0 ? { endTime: createdAt + 2 } : { endTime: event.eventTime }),
    }
  if (!(event.accessKeyId ?? '').startsWith('ASIA')) return undefined
  if (textAt(document, 'sessionCredentialFromConsole') === 'true')
    return {
      filters: [
        { field: 'eventName', operator: 'equals', values: ['ConsoleLogin'] },
        { field: 'username', operator: 'equals', values: [event.username ?? 'root'] },
      ],
      ...(createdAt > 0 ? { startTime: createdAt - 5, endTime: createdAt + 5 } : {}),
    }
  return {
    text: event.accessKeyId ?? '',
    filters: [{ field: 'eventName', operator: 'equals', values: sessionMakers }],
    endTime: event.eventTime,
  }
}
