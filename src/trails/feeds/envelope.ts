import { hash } from 'node:crypto'
import type { AuditEvent } from '../../audit/audit-event.ts'

/**
 * Events as CloudTrail gives them to EventBridge:
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-cloudtrail.html
 */
export interface Envelope {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: AuditEvent
}

/** Read-only management events go only to those who ask for all: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
export type RuleState = 'ENABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

const detailTypes: Readonly<Record<AuditEvent['eventType'], string>> = {
  AwsApiCall: 'AWS API Call via CloudTrail',
  AwsConsoleAction: 'AWS Console Action via CloudTrail',
  AwsConsoleSignIn: 'AWS Console Signin via CloudTrail',
  AwsServiceEvent: 'AWS Service Event via CloudTrail',
}

export function envelopeOf(event: AuditEvent): Envelope {
  return {
    version: '0',
    id: idOf(event),
    'detail-type': detailTypes[event.eventType],
    source: `aws.${event.eventSource.split('.')[0]}`,
    account: event.recipientAccountId,
    time: event.eventTime,
    region: event.awsRegion,
    resources: [],
    detail: event,
  }
}

export function isForState({ readOnly, managementEvent }: AuditEvent, state: RuleState): boolean {
  return state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' || !(readOnly && managementEvent)
}

/** The same however often the event is sent, so that whoever gets it twice can tell; and not the event's own. */
function idOf({ eventID }: AuditEvent): string {
  const digits = hash('sha256', `envelope of ${eventID}`, 'hex')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`]
  return [...parts, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-')
}
