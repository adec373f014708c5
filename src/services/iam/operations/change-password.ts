import type { ChangePasswordRequest } from '@aws-sdk/client-iam'
import { isPassword, loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import { arnOf } from '../../../identity/principals.ts'
import type { PreparedCommand } from '../../operation.ts'
import { iamError } from '../errors.ts'
import { checkUnchanged, findLoginProfile, withPassword } from '../login-profiles.ts'
import { findUser } from '../users.ts'

/** Of the user who calls. */
export const changePassword: PreparedCommand<ChangePasswordRequest, undefined> = {
  kind: 'prepared-command',
  resourceArn: (_input, { principal }) => arnOf(principal),
  async prepare({ OldPassword = '', NewPassword = '' }, call) {
    if (call.principal.kind !== 'user')
      throw iamError('InvalidUserTypeException', 'Only IAM Users can change their own password.')
    const user = findUser(call.principal.user.userName, call)
    const before = findLoginProfile(user, call)
    if (!(await isPassword(OldPassword, before)))
      throw iamError('InvalidInputException', 'The old password was incorrect.')
    const profile = await withPassword(before, NewPassword, call)
    return (now) => {
      checkUnchanged(before, user, now)
      return {
        output: undefined,
        changes: [loginProfiles.put(loginProfileKey(profile), profile)],
      }
    }
  },
}
