import {
  collection,
  type Index,
  type ResourceChange,
  type ResourceReader,
} from '../ledger/resources.ts'
import { iamArn, nameKey } from './names.ts'
import type { PolicyHolder } from './policy-holder.ts'
import type { Tag } from './tag.ts'

export interface User extends PolicyHolder {
  /** `AIDA…`. What belongs to the user names this id, so that it survives a new name and not a new user. */
  readonly userId: string
  readonly userName: string
  readonly accountId: string
  readonly path: string
  readonly groupIds: readonly string[]
  readonly tags: readonly Tag[]
  readonly permissionsBoundaryArn?: string
  readonly createdAt: string
}

export const users = collection<User>('identity/user')

export const usersOfAccount: Index<User> = { of: users, keyOf: ({ accountId }) => accountId }

export const usersOfId: Index<User> = { of: users, keyOf: ({ userId }) => userId }

/** A user as it is made: nothing attached, in no group. */
export function newUser(
  identity: Pick<User, 'userId' | 'userName' | 'accountId' | 'path' | 'createdAt'>,
): User {
  return { ...identity, attachedPolicyArns: [], inlinePolicies: [], groupIds: [], tags: [] }
}

export function putUser(user: User): ResourceChange {
  return users.put(nameKey(user.accountId, user.userName), user)
}

export function deleteUser(user: User): ResourceChange {
  return users.delete(nameKey(user.accountId, user.userName))
}

export function userOf(
  resources: ResourceReader,
  accountId: string,
  userName: string,
): User | undefined {
  const user = resources.get(users, nameKey(accountId, userName))
  return user?.userName === userName ? user : undefined
}

/** Undefined also when the ARN's path is not the user's. */
export function userOfArn(resources: ResourceReader, arn: string): User | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (accountId === undefined || name === undefined) return undefined
  const user = userOf(resources, accountId, name)
  return user && userArn(user) === arn ? user : undefined
}

export function userOfId(resources: ResourceReader, userId: string): User | undefined {
  return resources.find(usersOfId, userId)[0]
}

export function userArn({
  accountId,
  path,
  userName,
}: Pick<User, 'accountId' | 'path' | 'userName'>): string {
  return iamArn(accountId, 'user', path, userName)
}
