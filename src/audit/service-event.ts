import type { AuditEvent, EventResource } from './audit-event.ts'
import type { UserIdentity } from './user-identity.ts'

/** A call that an AWS service makes, as its event prints it. */
export interface CallOfService {
  /** The service that calls: `greengrass.amazonaws.com`. */
  readonly invokedBy: string
  readonly eventSource: string
  readonly eventName: string
  readonly readOnly: boolean
  readonly requestParameters: Readonly<Record<string, unknown>> | null
  readonly responseElements: Readonly<Record<string, unknown>> | null
  readonly resources?: readonly EventResource[]
  readonly isDataEvent?: true
}

export interface ServiceEventFacts {
  readonly eventTime: string
  readonly awsRegion: string
  readonly recipientAccountId: string
  readonly requestID: string
  readonly eventID: string
  /** Who is called for; when absent, the service calls for itself, and its event has a `sharedEventID`. */
  readonly caller?: UserIdentity
  readonly sharedEventID?: string
}

/** The event of a call that an AWS service makes, members in CloudTrail's print order. */
export function serviceEvent(call: CallOfService, facts: ServiceEventFacts): AuditEvent {
  const { invokedBy, resources, isDataEvent = false } = call
  const { caller, sharedEventID } = facts
  return {
    eventVersion: '1.11',
    userIdentity: caller ? { ...caller, invokedBy } : { type: 'AWSService', invokedBy },
    eventTime: facts.eventTime,
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: facts.awsRegion,
    sourceIPAddress: invokedBy,
    userAgent: invokedBy,
    requestParameters: call.requestParameters,
    responseElements: call.responseElements,
    requestID: facts.requestID,
    eventID: facts.eventID,
    readOnly: call.readOnly,
    ...(resources ? { resources } : {}),
    eventType: 'AwsApiCall',
    managementEvent: !isDataEvent,
    recipientAccountId: facts.recipientAccountId,
    ...(sharedEventID === undefined ? {} : { sharedEventID }),
    eventCategory: isDataEvent ? 'Data' : 'Management',
  }
}
