import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam'
import { newUniqueId } from '../../../identity/identifiers.ts'
import { nameKey } from '../../../identity/names.ts'
import { newUser, putUser, userArn, users, usersOfAccount } from '../../../identity/user.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { boundaryMember } from '../permissions-boundaries.ts'
import { quotas } from '../quotas.ts'
import { madeWithTags, tagsOf } from '../tags.ts'
import { userOutput } from '../users.ts'

export const createUser: Command<CreateUserRequest, CreateUserResponse> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagUser',
    ({ UserName: userName = '', Path: path = '/' }: CreateUserRequest, { accountId }) =>
      userArn({ accountId, path, userName }),
  ),
  run(input, call) {
    const { UserName: userName = '', Path: path = '/' } = input
    const { accountId, resources } = call
    if (resources.get(users, nameKey(accountId, userName)))
      throw alreadyExists(`User with name ${userName} already exists.`)
    checkQuota('UsersPerAccount', quotas.users, resources.find(usersOfAccount, accountId).length)
    const userId = newUniqueId('AIDA', accountId, call.random)
    const createdAt = new Date(call.nowMs).toISOString()
    const user = {
      ...newUser({ userId, userName, accountId, path, createdAt }),
      tags: tagsOf(input.Tags),
      ...boundaryMember(input.PermissionsBoundary, call),
    }
    return { output: { User: userOutput(user) }, changes: [putUser(user)] }
  },
}
