import type { UpdateUserRequest } from '@aws-sdk/client-iam'
import { nameKey } from '../../../identity/names.ts'
import { deleteUser, putUser, type User, userArn, userOf, users } from '../../../identity/user.ts'
import type { Call, Command } from '../../operation.ts'
import { alreadyExists } from '../errors.ts'
import { findUser, userKind } from '../users.ts'

/** What belongs to the user stays with it under the new name: it names the user's id. */
export const updateUser: Command<UpdateUserRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  // Else who may change one user could give it the name of another, and be taken for that one.
  furtherActions: (input, call) => [
    { action: 'iam:UpdateUser', resourceArn: arnAfterwards(input, call) },
  ],
  run(input, call) {
    const user = findUser(input.UserName ?? '', call)
    const userName = input.NewUserName ?? user.userName
    checkFree(userName, user, call)
    const renamed = { ...user, userName, path: input.NewPath ?? user.path }
    return { output: undefined, changes: [deleteUser(user), putUser(renamed)] }
  },
}

function arnAfterwards(
  { UserName = '', NewUserName: userName = UserName, NewPath }: UpdateUserRequest,
  { resources, accountId }: Call,
): string {
  const path = NewPath ?? userOf(resources, accountId, UserName)?.path ?? '/'
  return userArn({ accountId, path, userName })
}

/** A user may take its own name in another case. */
function checkFree(userName: string, user: User, { resources, accountId }: Call): void {
  const holder = resources.get(users, nameKey(accountId, userName))
  if (holder && holder.userId !== user.userId)
    throw alreadyExists(`User with name ${userName} already exists.`)
}
