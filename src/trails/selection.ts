import type { AuditEvent } from '../audit/audit-event.ts'
import { GLOBAL_REGION } from '../wire/regions.ts'
import { compileSelectors, type EventTest } from './compile-selectors.ts'
import type { Selectors } from './selectors.ts'

/** What a trail records: whose events, of where, and which of them. */
export interface Selection {
  /** Absent for all accounts of the organization. */
  readonly accountId?: string
  /** Absent for all regions. */
  readonly region?: string
  readonly includesGlobalServiceEvents: boolean
  /** Whether the deliveries that CloudTrail makes are recorded too. */
  readonly isRecursive: boolean
  readonly selectors: Selectors
}

/** Events with `after` < position <= `upTo`, or without end while the trail is logging, as far as they were selected then. */
export interface RecordedRange {
  readonly after: number
  readonly upTo?: number
  readonly selection: Selection
}

/** Services without a region of their own, whose events are all in {@link GLOBAL_REGION}. */
const globalEventSources: ReadonlySet<string> = new Set([
  'cloudfront.amazonaws.com',
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'route53.amazonaws.com',
  'signin.amazonaws.com',
  'sts.amazonaws.com',
])

export function compileSelection(selection: Selection): EventTest {
  const { accountId, region, includesGlobalServiceEvents, isRecursive } = selection
  const isChosen = compileSelectors(selection.selectors)
  return (event) =>
    (accountId === undefined || event.recipientAccountId === accountId) &&
    (region === undefined || event.awsRegion === region) &&
    (includesGlobalServiceEvents || !isGlobal(event)) &&
    (isRecursive || !isOwnDelivery(event)) &&
    isChosen(event)
}

/** Whether a trail recorded an event at a position. Ranges never overlap, so the first that holds the position decides. */
export function compileRecorded(
  recorded: readonly RecordedRange[],
): (position: number, event: AuditEvent) => boolean {
  const ranges = recorded.map(({ after, upTo = Infinity, selection }) => ({
    after,
    upTo,
    isSelected: compileSelection(selection),
  }))
  return (position, event) => {
    for (const { after, upTo, isSelected } of ranges)
      if (after < position && position <= upTo) return isSelected(event)
    return false
  }
}

function isGlobal({ awsRegion, eventSource }: AuditEvent): boolean {
  return awsRegion === GLOBAL_REGION && globalEventSources.has(eventSource)
}

function isOwnDelivery({ userIdentity, eventSource, eventName }: AuditEvent): boolean {
  return (
    userIdentity.invokedBy === 'cloudtrail.amazonaws.com' &&
    ((eventSource === 's3.amazonaws.com' && eventName === 'PutObject') ||
      (eventSource === 'logs.amazonaws.com' && eventName === 'PutLogEvents'))
  )
}
