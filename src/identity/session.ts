import type { Tag } from './tag.ts'

/** Temporary credentials, as their session token carries them: nothing is kept of a session but its token. */
export interface Session {
  /** `ASIA…`, the account inside. */
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly subject: SessionSubject
  /** Epoch milliseconds, as are all times here. */
  readonly issuedMs: number
  readonly expiresMs: number
  /** When the caller proved an MFA device; absent without one. */
  readonly mfaMs?: number
  /** Set once at the head of a chain of roles, and then the same to its end. */
  readonly sourceIdentity?: string
  /** Passed with the session, or inherited from the session before. */
  readonly tags: readonly Tag[]
  /** Keys of the tags that the next session in a chain of roles inherits. */
  readonly transitiveTagKeys: readonly string[]
  /** Absent: what the subject may do is not narrowed. */
  readonly policies?: SessionPolicies
  readonly federation?: Federation
  readonly isFromConsole?: true
  /** The console session that it belongs to, and ends with. */
  readonly console?: ConsoleOrigin
}

/** Who signed in to the console, when and how: all that decides whether their sessions still stand. */
export interface ConsoleOrigin {
  readonly sessionId: string
  readonly accountId: string
  /** Absent for the root user. */
  readonly userId?: string
  readonly signedInMs: number
  /** Of the password they gave; absent when a link brought them in. */
  readonly passwordSetAt?: string
}

/** Whose rights a session has. Users and roles by id: a session ends with them, and does not pass on to a namesake. */
export type SessionSubject =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user'; readonly accountId: string; readonly userId: string }
  | {
      readonly kind: 'role-session'
      readonly accountId: string
      readonly roleId: string
      readonly sessionName: string
    }
  | {
      readonly kind: 'federated-user'
      readonly accountId: string
      readonly name: string
      /** The user who called GetFederationToken; absent for the root user. */
      readonly userId?: string
    }
  /** A service, for what it keeps in an account: the URLs that it signs. */
  | { readonly kind: 'service'; readonly accountId: string; readonly service: string }

/** What was passed to narrow a session: a document of its own, and managed policies. */
export interface SessionPolicies {
  readonly document?: string
  readonly arns: readonly string[]
}

/** Where the caller of AssumeRoleWithWebIdentity or AssumeRoleWithSAML came from. */
export interface Federation {
  /** ARN of the identity provider. */
  readonly federatedProvider: string
  /** The claims that events show under `webIdFederationData`; absent for SAML, of which they show none. */
  readonly webIdAttributes?: Readonly<Record<string, string>>
}
