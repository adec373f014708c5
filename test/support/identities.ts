import { type AccessKey, putAccessKey } from '../../src/identity/access-key.ts'
import { accounts } from '../../src/identity/account.ts'
import {
  newAccessKeyId,
  newSecretAccessKey,
  newUniqueId,
  type UniqueIdPrefix,
} from '../../src/identity/identifiers.ts'
import { type MfaDevice, putMfaDevice, serialNumber } from '../../src/identity/mfa-device.ts'
import {
  type OidcProvider,
  oidcProviderKey,
  oidcProviders,
} from '../../src/identity/oidc-provider.ts'
import { putRole, type Role, roleArn } from '../../src/identity/role.ts'
import { newUser, putUser, type User, userArn } from '../../src/identity/user.ts'
import type { ResourceChange } from '../../src/ledger/resources.ts'
import { systemRandom } from '../../src/platform/system.ts'

/** Users, roles and accounts as they lie in the ledger, for tests that need them before anybody could make them. */

export const createdAt = '2026-01-01T00:00:00.000Z'

export interface TestUser {
  readonly user: User
  readonly arn: string
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string }
  readonly changes: readonly ResourceChange[]
}

export interface TestRole {
  readonly role: Role
  readonly arn: string
  readonly changes: readonly ResourceChange[]
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly Principal?: unknown
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly Sid?: string
}

export function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

export function allow(...actions: readonly string[]): Statement {
  return { Effect: 'Allow', Action: actions, Resource: '*' }
}

/** A trust policy that lets these principals do everything that assuming a role needs. */
export function trusting(...arns: readonly string[]): string {
  return policy({
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Principal: { AWS: arns },
  })
}

export function anAccount(accountId: string): ResourceChange {
  return accounts.put(accountId, { accountId, createdAt })
}

/** With an active key, and one inline policy of these statements. */
export function aUser(
  { accountId, userName, ...members }: Pick<User, 'accountId' | 'userName'> & Partial<User>,
  ...statements: readonly Statement[]
): TestUser {
  const userId = idOf('AIDA', accountId)
  const user: User = {
    ...newUser({ userId, userName, accountId, path: '/', createdAt }),
    ...inline(statements),
    ...members,
  }
  const key: AccessKey = {
    accessKeyId: newAccessKeyId(accountId, systemRandom),
    secretAccessKey: newSecretAccessKey(systemRandom),
    accountId,
    userId,
    status: 'Active',
    createdAt,
  }
  const { accessKeyId, secretAccessKey } = key
  return {
    user,
    arn: userArn(user),
    keys: { accessKeyId, secretAccessKey },
    changes: [putUser(user), putAccessKey(key)],
  }
}

export function aRole(
  members: Pick<Role, 'accountId' | 'roleName' | 'trustPolicy'> & Partial<Role>,
  ...statements: readonly Statement[]
): TestRole {
  const role: Role = {
    roleId: idOf('AROA', members.accountId),
    path: '/',
    maxSessionSeconds: 3600,
    tags: [],
    attachedPolicyArns: [],
    createdAt,
    ...inline(statements),
    ...members,
  }
  return { role, arn: roleArn(role), changes: [putRole(role)] }
}

/** RFC 6238's own seed, `12345678901234567890`. */
export const MFA_SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

export function anMfaDevice({ user }: TestUser): {
  readonly serial: string
  readonly change: ResourceChange
} {
  const device: MfaDevice = {
    accountId: user.accountId,
    path: '/',
    name: user.userName,
    seed: MFA_SEED,
    tags: [],
    createdAt,
    userId: user.userId,
    enabledAt: createdAt,
  }
  return { serial: serialNumber(device), change: putMfaDevice(device) }
}

/** With an issuer as IAM does not take it: with a port. */
export function anOidcProvider(
  accountId: string,
  url: string,
  ...thumbprints: readonly string[]
): ResourceChange {
  const clientIds = ['sts.amazonaws.com']
  const provider: OidcProvider = { accountId, url, clientIds, thumbprints, tags: [], createdAt }
  return oidcProviders.put(oidcProviderKey(provider), provider)
}

function inline(statements: readonly Statement[]) {
  const inlinePolicies = [{ name: 'inline', document: policy(...statements) }]
  return { inlinePolicies: statements.length > 0 ? inlinePolicies : [] }
}

function idOf(prefix: UniqueIdPrefix, accountId: string): string {
  return newUniqueId(prefix, accountId, systemRandom)
}
