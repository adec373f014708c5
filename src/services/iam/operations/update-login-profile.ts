import type { UpdateLoginProfileRequest } from '@aws-sdk/client-iam'
import { loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import type { PreparedCommand } from '../../operation.ts'
import { checkUnchanged, findLoginProfile, withPassword } from '../login-profiles.ts'
import { userKind } from '../users.ts'

export const updateLoginProfile: PreparedCommand<UpdateLoginProfileRequest, undefined> = {
  kind: 'prepared-command',
  resourceArn: userKind.arn,
  async prepare(input, call) {
    const { Password, PasswordResetRequired } = input
    const user = userKind.find(input, call)
    const before = findLoginProfile(user, call)
    const changed = Password === undefined ? before : await withPassword(before, Password, call)
    return (now) => {
      checkUnchanged(before, user, now)
      const profile = {
        ...changed,
        isResetRequired: PasswordResetRequired ?? changed.isResetRequired,
      }
      return {
        output: undefined,
        changes: [loginProfiles.put(loginProfileKey(profile), profile)],
      }
    }
  },
}
