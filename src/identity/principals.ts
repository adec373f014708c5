import type { ResourceReader } from '../ledger/resources.ts'
import { AuthFailure } from '../wire/auth-error.ts'
import { accessKeyOf } from './access-key.ts'
import { isStanding } from './console-session.ts'
import { ringKeyOf } from './key-ring.ts'
import type { ContextValue } from './policy/context.ts'
import { type Role, roleOfId } from './role.ts'
import type { Session } from './session.ts'
import type { OpenedSessions } from './session-token.ts'
import { type User, userArn, userOfId } from './user.ts'

/** Who a proven caller is. A session is there when temporary credentials proved it. */
export type Principal = SignedPrincipal | FederatedPrincipal

export type SignedPrincipal =
  | { readonly kind: 'root'; readonly accountId: string; readonly session?: Session }
  | {
      readonly kind: 'user'
      readonly accountId: string
      readonly user: User
      readonly session?: Session
    }
  | {
      readonly kind: 'role-session'
      readonly accountId: string
      readonly role: Role
      readonly sessionName: string
      readonly session: Session
    }
  | {
      readonly kind: 'federated-user'
      readonly accountId: string
      readonly name: string
      /** Who called GetFederationToken; absent for the root user. */
      readonly issuer?: User
      readonly session: Session
    }
  | ServicePrincipal

/** A service acting for itself in an account: whoever has a URL that it signed. */
export interface ServicePrincipal {
  readonly kind: 'service'
  /** Whose resources it keeps. */
  readonly accountId: string
  /** `greengrass.amazonaws.com` */
  readonly service: string
  readonly session: Session
}

/** The caller of AssumeRoleWithWebIdentity or AssumeRoleWithSAML: proven by a token of an identity provider. */
export interface FederatedPrincipal {
  readonly kind: 'federated'
  readonly type: 'WebIdentityUser' | 'SAMLUser'
  /** Of the role that is asked for: the caller has no account. */
  readonly accountId: string
  /** ARN of the identity provider, as policies name it. */
  readonly providerArn: string
  /** As events name it: that ARN, or the name qualifier of a SAML assertion. */
  readonly identityProvider: string
  readonly principalId: string
  readonly userName: string
  /** What the token claims, as conditions name it: `token.example.com:sub`, `saml:aud`. */
  readonly conditionKeys: Readonly<Record<string, ContextValue>>
  /** What the token passes on to the session. */
  readonly passed: Pick<Session, 'tags' | 'transitiveTagKeys' | 'sourceIdentity' | 'federation'>
}

export interface Credential {
  readonly secretAccessKey: string
  readonly principal: SignedPrincipal
}

/** The secret and the owner of an active key. Throws {@link AuthFailure} for a token that is damaged or has expired. */
export function credentialOf(
  resources: ResourceReader,
  {
    accessKeyId,
    sessionToken,
  }: { readonly accessKeyId: string; readonly sessionToken?: string | undefined },
  sessions: OpenedSessions,
  nowMs: number,
): Credential | undefined {
  if (sessionToken === undefined) return longTermCredential(resources, accessKeyId)
  const session = sessions.open(sessionToken, (id) => ringKeyOf(resources, id))
  return sessionCredential(resources, accessKeyId, session, nowMs)
}

function longTermCredential(
  resources: ResourceReader,
  accessKeyId: string,
): Credential | undefined {
  const key = accessKeyOf(resources, accessKeyId)
  if (key?.status !== 'Active') return undefined
  const { accountId, userId, secretAccessKey } = key
  if (userId === undefined) return { secretAccessKey, principal: { kind: 'root', accountId } }
  const user = userOfId(resources, userId)
  return user && { secretAccessKey, principal: { kind: 'user', accountId, user } }
}

function sessionCredential(
  resources: ResourceReader,
  accessKeyId: string,
  session: Session | undefined,
  nowMs: number,
): Credential | undefined {
  if (!session)
    throw new AuthFailure('InvalidToken', 'The security token included in the request is invalid')
  if (nowMs >= session.expiresMs)
    throw new AuthFailure('ExpiredToken', 'The security token included in the request is expired')
  if (session.accessKeyId !== accessKeyId) return undefined
  if (session.console && !isStanding(session.console, resources)) return undefined
  const principal = principalOfSession(resources, session)
  return principal && { secretAccessKey: session.secretAccessKey, principal }
}

/** Undefined when the user or role is gone, and its sessions with it. */
function principalOfSession(
  resources: ResourceReader,
  session: Session,
): SignedPrincipal | undefined {
  const { subject } = session
  const { accountId } = subject
  switch (subject.kind) {
    case 'root':
      return { kind: 'root', accountId, session }
    case 'user': {
      const user = userOfId(resources, subject.userId)
      return user && { kind: 'user', accountId, user, session }
    }
    case 'role-session': {
      const role = roleOfId(resources, subject.roleId)
      const { sessionName } = subject
      return role && { kind: 'role-session', accountId, role, sessionName, session }
    }
    case 'federated-user': {
      const { name, userId } = subject
      if (userId === undefined) return { kind: 'federated-user', accountId, name, session }
      const issuer = userOfId(resources, userId)
      return issuer && { kind: 'federated-user', accountId, name, issuer, session }
    }
    case 'service':
      return { kind: 'service', accountId, service: subject.service, session }
  }
}

/** The one thing a principal is called by; services by their name, callers that an identity provider proved by the provider. */
export function arnOf(principal: Principal): string {
  const { accountId } = principal
  switch (principal.kind) {
    case 'root':
      return `arn:aws:iam::${accountId}:root`
    case 'user':
      return userArn(principal.user)
    case 'role-session':
      return assumedRoleArn(principal.role, principal.sessionName)
    case 'federated-user':
      return federatedUserArn(accountId, principal.name)
    case 'service':
      return principal.service
    case 'federated':
      return principal.providerArn
  }
}

/** What GetCallerIdentity calls `UserId`, and events `principalId`. */
export function principalIdOf(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return principal.accountId
    case 'user':
      return principal.user.userId
    case 'role-session':
      return `${principal.role.roleId}:${principal.sessionName}`
    case 'federated-user':
      return `${principal.accountId}:${principal.name}`
    case 'service':
      return principal.service
    case 'federated':
      return principal.principalId
  }
}

/** `alice`, `root`, `Deployer/ci-42`: for people to read. */
export function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return 'root'
    case 'user':
      return principal.user.userName
    case 'role-session':
      return `${principal.role.roleName}/${principal.sessionName}`
    case 'federated-user':
      return principal.name
    case 'service':
      return principal.service
    case 'federated':
      return principal.userName
  }
}

export function sessionOf(principal: Principal): Session | undefined {
  return principal.kind === 'federated' ? undefined : principal.session
}

/** The role's path is not part of it. */
export function assumedRoleArn(
  { accountId, roleName }: Pick<Role, 'accountId' | 'roleName'>,
  sessionName: string,
): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`
}

export function federatedUserArn(accountId: string, name: string): string {
  return `arn:aws:sts::${accountId}:federated-user/${name}`
}
