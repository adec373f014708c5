import type { AuditEvent } from '../../audit/audit-event.ts'
import { eventTimeOf } from '../../audit/event-time.ts'
import type { UserIdentity } from '../../audit/user-identity.ts'
import { accounts } from '../../identity/account.ts'
import { type MfaDevice, serialNumber } from '../../identity/mfa-device.ts'
import type { ConsoleUser } from '../../identity/sign-in.ts'
import { userArn } from '../../identity/user.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import { GLOBAL_REGION } from '../../wire/regions.ts'
import type { HttpRequest } from '../../wire/http.ts'
import { cut, tlsDetailsOf } from '../event-of.ts'

/**
 * What people do at the console's door, as CloudTrail records it:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export type SignInEventName =
  | 'ConsoleLogin'
  | 'CheckMfa'
  | 'PasswordUpdated'
  | 'SwitchRole'
  | 'ExitRole'
  | 'RenewRole'

export interface SignInFacts {
  readonly request: HttpRequest
  readonly eventName: SignInEventName
  readonly userIdentity: UserIdentity
  readonly accountId: string
  /** Why it failed. Such events have no `errorCode`. */
  readonly errorMessage?: string
  readonly additionalEventData: Readonly<Record<string, unknown>>
}

export const SIGN_IN_EVENT_SOURCE = 'signin.amazonaws.com'
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

export function signInEvent(
  { request, eventName, userIdentity, accountId, errorMessage, additionalEventData }: SignInFacts,
  eventID: string,
  nowMs: number,
): AuditEvent {
  const userAgent = request.headers['user-agent']
  const tlsDetails = tlsDetailsOf(request)
  return {
    eventVersion: '1.11',
    userIdentity,
    eventTime: eventTimeOf(nowMs),
    eventSource: SIGN_IN_EVENT_SOURCE,
    eventName,
    // AWS's own depends on where the browser was sent; ours is where root's always is, and IAM's events are.
    awsRegion: GLOBAL_REGION,
    sourceIPAddress: request.sourceIp,
    ...(userAgent ? { userAgent: cut(userAgent) } : {}),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    requestParameters: null,
    responseElements: { [eventName]: errorMessage === undefined ? 'Success' : 'Failure' },
    additionalEventData,
    eventID,
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
    ...(tlsDetails ? { tlsDetails } : {}),
  }
}

/** Who has signed in. A user then has no `accessKeyId`, and root has an empty one. */
export function signedInIdentity(who: ConsoleUser, resources: ResourceReader): UserIdentity {
  if (!who.user) return rootIdentity(who, resources)
  const { userId, userName } = who.user
  const { accountId } = who
  return { type: 'IAMUser', principalId: userId, arn: userArn(who.user), accountId, userName }
}

/** Who wanted to sign in, and has not, or not yet. */
export function unprovenIdentity(who: ConsoleUser, resources: ResourceReader): UserIdentity {
  if (!who.user) return rootIdentity(who, resources)
  const { userId, userName } = who.user
  const { accountId } = who
  return { type: 'IAMUser', principalId: userId, accountId, accessKeyId: '', userName }
}

/** Of CheckMfa, which tells no ARN. */
export function checkedIdentity(who: ConsoleUser, resources: ResourceReader): UserIdentity {
  const { arn: _notTold, ...identity } = unprovenIdentity(who, resources)
  return identity
}

/** A name that is nobody's may be a password in the wrong field. */
export function nobodysIdentity(accountId: string): UserIdentity {
  return { type: 'IAMUser', accountId, accessKeyId: '', userName: HIDDEN }
}

export function loginData(
  request: HttpRequest,
  device: MfaDevice | undefined,
): Readonly<Record<string, unknown>> {
  const isMobile = /\b(Mobile|Android|iPhone|iPad)\b/.test(request.headers['user-agent'] ?? '')
  return {
    LoginTo: consoleUrl(request),
    MobileVersion: isMobile ? 'Yes' : 'No',
    ...(device ? { MFAIdentifier: serialNumber(device) } : {}),
    MFAUsed: device ? 'Yes' : 'No',
  }
}

export function consoleUrl({ tls, headers }: HttpRequest): string {
  return `${tls ? 'https' : 'http'}://${headers['host'] ?? ''}/console/`
}

function rootIdentity({ accountId }: ConsoleUser, resources: ResourceReader): UserIdentity {
  const alias = resources.get(accounts, accountId)?.alias
  return {
    type: 'Root',
    principalId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    accountId,
    accessKeyId: '',
    ...(alias === undefined ? {} : { userName: alias }),
  }
}
