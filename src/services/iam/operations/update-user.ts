import type { UpdateUserRequest } from '@aws-sdk/client-iam'
import { nameKey } from '../../../identity/names.ts'
import { deleteUser, putUser, type User, users } from '../../../identity/user.ts'
import type { Call, Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { findUser, userKind } from '../users.ts'

/** What belongs to the user stays with it under the new name: it names the user's id. */
export const updateUser: Command<UpdateUserRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run(input, call) {
    const user = findUser(input.UserName ?? '', call)
    const userName = input.NewUserName ?? user.userName
    checkFree(userName, user, call)
    const renamed = { ...user, userName, path: input.NewPath ?? user.path }
    return { output: undefined, changes: [deleteUser(user), putUser(renamed)] }
  },
}

/** A user may take its own name in another case. */
function checkFree(userName: string, user: User, { resources, accountId }: Call): void {
  const holder = resources.get(users, nameKey(accountId, userName))
  if (holder && holder.userId !== user.userId)
    throw alreadyExists(`User with name ${userName} already exists.`)
}
