import type { DeleteUserRequest } from '@aws-sdk/client-iam'
import { accessKeysOfUser, ownerKey } from '../../../identity/access-key.ts'
import { loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import { mfaDevicesOfUser } from '../../../identity/mfa-device.ts'
import { deleteUser as remove, type User } from '../../../identity/user.ts'
import type { ResourceReader } from '../../../ledger/resources.ts'
import type { Command } from '../../operation.ts'
import { mustFirst } from '../errors.ts'
import { findUser, userKind } from '../users.ts'

export const deleteUser: Command<DeleteUserRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run({ UserName = '' }, call) {
    const user = findUser(UserName, call)
    checkNothingLeft(user, call.resources)
    return { output: undefined, changes: [remove(user)] }
  },
}

function checkNothingLeft(user: User, resources: ResourceReader): void {
  if (resources.get(loginProfiles, loginProfileKey(user))) throw mustFirst('delete login profile')
  if (resources.find(accessKeysOfUser, ownerKey(user)).length) throw mustFirst('delete access keys')
  if (resources.find(mfaDevicesOfUser, `${user.accountId}/${user.userId}`).length)
    throw mustFirst('delete MFA device')
  if (user.groupIds.length) throw mustFirst('remove users from group')
  if (user.attachedPolicyArns.length) throw mustFirst('detach all policies')
  if (user.inlinePolicies.length) throw mustFirst('delete policies')
}
