import type { AuditEvent } from '../audit/audit-event.ts'
import type { UserIdentity } from '../audit/user-identity.ts'
import { referencedResources } from './referenced-resources.ts'

/** A resource that an event speaks of, as LookupEvents lists it. */
export interface ReferencedResource {
  /** CloudFormation's name of the type, for example `AWS::CloudTrail::Trail`. */
  readonly type: string
  /** As the caller or the response spelled it: a name, an id or an ARN. */
  readonly name: string
}

/** What an event is found by. */
export interface LookupFields {
  readonly eventId: string
  readonly eventName: string
  readonly readOnly: boolean
  readonly username?: string
  readonly eventSource: string
  readonly accessKeyId?: string
  readonly resources: readonly ReferencedResource[]
  /** Epoch milliseconds of `eventTime`. */
  readonly timeMs: number
  /** The account that received the event. */
  readonly accountId: string
  readonly region: string
  readonly sourceIPAddress: string
  readonly errorCode?: string
  readonly principalArn?: string
  readonly userAgent?: string
  readonly eventType: AuditEvent['eventType']
  readonly requestId?: string
  readonly category: AuditEvent['eventCategory']
}

/** Pure: the same event gives the same fields. */
export function lookupFieldsOf(event: AuditEvent): LookupFields {
  const { errorCode, userAgent, requestID: requestId } = event
  const { accessKeyId, arn: principalArn } = event.userIdentity
  const username = usernameOf(event.userIdentity)
  return {
    eventId: event.eventID,
    eventName: event.eventName,
    readOnly: event.readOnly,
    // Console sign-ins and service events carry '' where there is no key.
    ...(accessKeyId ? { accessKeyId } : {}),
    ...(username ? { username } : {}),
    eventSource: event.eventSource,
    resources: referencedResources(event),
    timeMs: Date.parse(event.eventTime),
    accountId: event.recipientAccountId,
    region: event.awsRegion,
    sourceIPAddress: event.sourceIPAddress,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(principalArn === undefined ? {} : { principalArn }),
    ...(userAgent === undefined ? {} : { userAgent }),
    eventType: event.eventType,
    ...(requestId === undefined ? {} : { requestId }),
    category: event.eventCategory,
  }
}

function usernameOf(identity: UserIdentity): string | undefined {
  switch (identity.type) {
    case 'Root':
      return 'root'
    case 'AssumedRole':
    case 'FederatedUser':
      // `AROAEXAMPLE1111111111:session`, `123456789012:name`: neither has a userName of its own.
      return identity.principalId?.slice(identity.principalId.indexOf(':') + 1)
    case 'IAMUser':
    case 'AWSAccount':
    case 'AWSService':
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'Unknown':
    case undefined:
      break
  }
  return identity.userName
}
