import type { UserIdentity } from '../audit/user-identity.ts'
import type { ResourceReader } from '../ledger/resources.ts'
import { accessKeyOf } from './access-key.ts'
import { type User, userArn, userOfId } from './user.ts'

/** Who a proven caller is. */
export type Principal =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user'; readonly accountId: string; readonly user: User }

export interface Credential {
  readonly secretAccessKey: string
  readonly principal: Principal
}

/** The secret and the owner of an active long-term key; undefined when there is no such key. */
export function credentialOf(
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

export function arnOf(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return `arn:aws:iam::${principal.accountId}:root`
    case 'user':
      return userArn(principal.user)
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
