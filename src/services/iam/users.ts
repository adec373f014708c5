import type { User as UserOutput } from '@aws-sdk/client-iam'
import { putUser, type User, userArn, userOf } from '../../identity/user.ts'
import type { Call } from '../operation.ts'
import { noSuchEntity, validationError } from './errors.ts'
import type { Kind } from './kind.ts'
import { boundaryOutput } from './permissions-boundaries.ts'
import { tagsOutput } from './tags.ts'

export interface NamesUser {
  readonly UserName?: string | undefined
}

/** A user that the caller names, or by not naming one the caller. */
export const userKind: Kind<NamesUser, User> = {
  arn: ({ UserName }, call) => arnOfUser(UserName ?? callerName(call), call),
  find: ({ UserName }, call) => findUser(UserName ?? callerName(call), call),
  put: putUser,
}

function noSuchUser(userName: string) {
  return noSuchEntity(`The user with name ${userName} cannot be found.`)
}

export function findUser(userName: string, call: Call): User {
  const user = userOf(call.resources, call.accountId, userName)
  if (!user) throw noSuchUser(userName)
  return user
}

/** Of one that does not exist as if it had no path. */
function arnOfUser(userName: string, call: Call): string {
  const { resources, accountId } = call
  return userArn(userOf(resources, accountId, userName) ?? { accountId, path: '/', userName })
}

export function callerName({ principal }: Call): string {
  if (principal.kind === 'user') return principal.user.userName
  throw validationError('Must specify userName when calling with non-User credentials')
}

/** As lists show a user: without tags and boundary. */
export function userSummary(user: User): UserOutput {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: userArn(user),
    CreateDate: new Date(user.createdAt),
  }
}

export function userOutput(user: User): UserOutput {
  return { ...userSummary(user), ...boundaryOutput(user), ...tagsOutput(user) }
}
