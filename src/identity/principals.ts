import type { UserIdentity } from '../audit/user-identity.ts'
import { collection, type ResourceChange, type ResourceReader } from '../ledger/resources.ts'

export interface Account {
  readonly accountId: string
  readonly createdAt: string
}

export interface User {
  readonly userId: string
  readonly userName: string
  readonly accountId: string
  /** `/` or `/eng/`. */
  readonly path: string
  readonly attachedPolicyArns: readonly string[]
  readonly createdAt: string
}

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly accountId: string
  /** Absent for a key of the root user. */
  readonly userName?: string
  readonly status: 'Active' | 'Inactive'
}

export const accounts = collection<Account>('identity/account')
export const users = collection<User>('identity/user')
export const accessKeys = collection<AccessKey>('identity/access-key')

/** Who a proven caller is. */
export type Principal =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user'; readonly accountId: string; readonly user: User }

export function putUser(user: User): ResourceChange {
  return users.put(`${user.accountId}/${user.userName}`, user)
}

export function putAccessKey(key: AccessKey): ResourceChange {
  return accessKeys.put(key.accessKeyId, key)
}

export interface Credential {
  readonly secretAccessKey: string
  readonly principal: Principal
}

/** The secret and the owner of an active long-term key; undefined when there is no such key. */
export function credentialOf(
  resources: ResourceReader,
  accessKeyId: string,
): Credential | undefined {
  const key = resources.get(accessKeys, accessKeyId)
  if (key?.status !== 'Active') return undefined
  const { accountId, userName, secretAccessKey } = key
  if (userName === undefined) return { secretAccessKey, principal: { kind: 'root', accountId } }
  const user = resources.get(users, `${accountId}/${userName}`)
  return user && { secretAccessKey, principal: { kind: 'user', accountId, user } }
}

export function arnOf(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return `arn:aws:iam::${principal.accountId}:root`
    case 'user':
      return `arn:aws:iam::${principal.accountId}:user${principal.user.path}${principal.user.userName}`
  }
}

/** What GetCallerIdentity calls `UserId`, and events `principalId`. */
export function principalIdOf(principal: Principal): string {
  return principal.kind === 'root' ? principal.accountId : principal.user.userId
}

export function userIdentityOf(principal: Principal, accessKeyId: string): UserIdentity {
  const common = {
    principalId: principalIdOf(principal),
    arn: arnOf(principal),
    accountId: principal.accountId,
    accessKeyId,
  }
  switch (principal.kind) {
    case 'root':
      return { type: 'Root', ...common }
    case 'user':
      return { type: 'IAMUser', ...common, userName: principal.user.userName }
  }
}
