import type { UserIdentity } from './user-identity.ts'

/** For so long Event history shows an event. */
export const HISTORY_DAYS = 90

/**
 * One CloudTrail event with CloudTrail's own member names, in CloudTrail's print order.
 * `requestParameters` and `responseElements` are always there, null when they do not apply and never `{}`;
 * every other member is absent when it does not apply.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface AuditEvent {
  readonly eventVersion: '1.11'
  readonly userIdentity: UserIdentity
  /** Whole seconds, UTC: `2026-07-20T09:15:42Z`. When the call was decided. */
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly awsRegion: string
  readonly sourceIPAddress: string
  readonly userAgent?: string
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly requestParameters: unknown
  readonly responseElements: unknown
  readonly additionalEventData?: Readonly<Record<string, unknown>>
  readonly requestID?: string
  readonly eventID: string
  readonly readOnly: boolean
  readonly resources?: readonly EventResource[]
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleAction' | 'AwsConsoleSignIn'
  readonly managementEvent: boolean
  readonly recipientAccountId: string
  readonly serviceEventDetails?: Readonly<Record<string, unknown>>
  readonly sharedEventID?: string
  readonly eventCategory: 'Management' | 'Data'
  readonly tlsDetails?: TlsDetails
  readonly sessionCredentialFromConsole?: 'true'
}

export type EventResource =
  | { readonly accountId?: string; readonly type: string; readonly ARN: string }
  /** S3's, of a call about all objects that begin so. */
  | { readonly type: string; readonly ARNPrefix: string }

/** Only what is true of the connection: a plaintext one has nothing but the host header. */
export interface TlsDetails {
  readonly tlsVersion?: string
  readonly cipherSuite?: string
  readonly clientProvidedHostHeader?: string
}
