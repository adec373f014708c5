/** CloudTrail's `userIdentity` element: who made the call. Members in CloudTrail's print order. */
export interface UserIdentity {
  readonly type?: UserIdentityType
  readonly principalId?: string
  readonly arn?: string
  readonly accountId?: string
  readonly accessKeyId?: string
  /** Absent for role sessions: their role's name is in `sessionContext.sessionIssuer`. */
  readonly userName?: string
  readonly sessionContext?: SessionContext
  /** The service that made the call; absent when the caller called directly. */
  readonly invokedBy?: string
  /** Only of callers that an identity provider proved. */
  readonly identityProvider?: string
}

export type UserIdentityType =
  | 'Root'
  | 'IAMUser'
  | 'AssumedRole'
  | 'FederatedUser'
  | 'AWSAccount'
  | 'AWSService'
  | 'SAMLUser'
  | 'WebIdentityUser'
  | 'Unknown'

/** Only with temporary credentials. Empty members are left out, as CloudTrail does from event version 1.09 on. */
export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: 'Root' | 'IAMUser' | 'Role'
    readonly principalId: string
    readonly arn: string
    readonly accountId: string
    readonly userName?: string
  }
  readonly webIdFederationData?: {
    readonly federatedProvider: string
    readonly attributes: Readonly<Record<string, string>>
  }
  readonly attributes?: {
    /** When the session was made, `2026-07-20T08:55:01Z`. */
    readonly creationDate: string
    readonly mfaAuthenticated: 'true' | 'false'
  }
  readonly sourceIdentity?: string
}
