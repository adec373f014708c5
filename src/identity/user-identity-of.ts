import type { SessionContext, UserIdentity } from '../audit/user-identity.ts'
import type { ResourceReader } from '../ledger/resources.ts'
import { accounts } from './account.ts'
import {
  arnOf,
  type Principal,
  principalIdOf,
  type ServicePrincipal,
  type SignedPrincipal,
} from './principals.ts'
import { roleArn } from './role.ts'
import type { Session } from './session.ts'
import { userArn } from './user.ts'

/** Who has an ARN of its own in events. */
type NamedPrincipal = Exclude<SignedPrincipal, ServicePrincipal>

type SessionIssuer = NonNullable<SessionContext['sessionIssuer']>

/**
 * How the events of a principal tell who it is:
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 *
 * @param accessKeyId the key that signed; absent for calls that nobody signs
 */
export function userIdentityOf(
  principal: Principal,
  accessKeyId: string | undefined,
  resources: ResourceReader,
): UserIdentity {
  // Nothing of the credentials that a service signs with is shown, as nothing of them is in AWS.
  if (principal.kind === 'service') return { type: 'AWSService', invokedBy: principal.service }
  const principalId = principalIdOf(principal)
  if (principal.kind === 'federated') {
    const { type, userName, identityProvider } = principal
    return { type, principalId, userName, identityProvider }
  }
  const { accountId, session } = principal
  const userName = userNameOf(principal, resources)
  return {
    type: typeOf(principal),
    principalId,
    arn: arnOf(principal),
    accountId,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(userName === undefined ? {} : { userName }),
    ...(session ? { sessionContext: sessionContextOf(principal, session) } : {}),
  }
}

/** The caller as another account's copy of the event shows it. */
export function foreignIdentityOf(principal: Principal): UserIdentity {
  return {
    type: 'AWSAccount',
    principalId: principalIdOf(principal),
    accountId: principal.accountId,
  }
}

function typeOf({ kind }: NamedPrincipal): NonNullable<UserIdentity['type']> {
  switch (kind) {
    case 'root':
      return 'Root'
    case 'user':
      return 'IAMUser'
    case 'role-session':
      return 'AssumedRole'
    case 'federated-user':
      return 'FederatedUser'
  }
}

/** The root user goes by the alias of its account, where that has one. */
function userNameOf(principal: NamedPrincipal, resources: ResourceReader): string | undefined {
  switch (principal.kind) {
    case 'root':
      return resources.get(accounts, principal.accountId)?.alias
    case 'user':
      return principal.user.userName
    case 'role-session':
    case 'federated-user':
      return undefined
  }
}

function sessionContextOf(principal: NamedPrincipal, session: Session): SessionContext {
  const { issuedMs, mfaMs, sourceIdentity, federation } = session
  const sessionIssuer = sessionIssuerOf(principal)
  return {
    ...(sessionIssuer ? { sessionIssuer } : {}),
    ...(federation?.webIdAttributes
      ? {
          webIdFederationData: {
            federatedProvider: federation.federatedProvider,
            attributes: federation.webIdAttributes,
          },
        }
      : {}),
    attributes: {
      creationDate: `${new Date(issuedMs).toISOString().slice(0, 19)}Z`,
      mfaAuthenticated: mfaMs === undefined ? 'false' : 'true',
    },
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  }
}

/** A user's own session is the user's, so that nobody issued it. */
function sessionIssuerOf(principal: NamedPrincipal): SessionIssuer | undefined {
  const { accountId } = principal
  switch (principal.kind) {
    case 'root':
    case 'user':
      return undefined
    case 'role-session': {
      const { role } = principal
      return {
        type: 'Role',
        principalId: role.roleId,
        arn: roleArn(role),
        accountId,
        userName: role.roleName,
      }
    }
    case 'federated-user': {
      const { issuer } = principal
      if (!issuer)
        return {
          type: 'Root',
          principalId: accountId,
          arn: `arn:aws:iam::${accountId}:root`,
          accountId,
        }
      return {
        type: 'IAMUser',
        principalId: issuer.userId,
        arn: userArn(issuer),
        accountId,
        userName: issuer.userName,
      }
    }
  }
}
