import type { CreateLoginProfileRequest, CreateLoginProfileResponse } from '@aws-sdk/client-iam'
import { hashPassword, loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import type { Call, PreparedCommand } from '../../operation.ts'
import { alreadyExists, validationError } from '../errors.ts'
import { loginProfileOutput, profileOwnerKind } from '../login-profiles.ts'
import { checkPassword } from '../password-rules.ts'

export const createLoginProfile: PreparedCommand<
  CreateLoginProfileRequest,
  CreateLoginProfileResponse
> = {
  kind: 'prepared-command',
  resourceArn: profileOwnerKind.arn,
  async prepare(input, call) {
    userWithoutProfile(input, call)
    const { Password, PasswordResetRequired = false } = input
    if (Password === undefined) throw validationError('A password must be given.')
    checkPassword(Password, call)
    const hashed = await hashPassword(Password, (count) => call.random.bytes(count))
    return (now) => {
      const user = userWithoutProfile(input, now)
      const { accountId, userId } = user
      const createdAt = new Date(now.nowMs).toISOString()
      const profile = {
        accountId,
        userId,
        createdAt,
        passwordSetAt: createdAt,
        isResetRequired: PasswordResetRequired,
        earlier: [],
        ...hashed,
      }
      return {
        output: { LoginProfile: loginProfileOutput(profile, user) },
        changes: [loginProfiles.put(loginProfileKey(profile), profile)],
      }
    }
  },
}

function userWithoutProfile(input: CreateLoginProfileRequest, call: Call) {
  const user = profileOwnerKind.find(input, call)
  if (call.resources.get(loginProfiles, loginProfileKey(user)))
    throw alreadyExists(`Login Profile for user ${user.userName} already exists.`)
  return user
}
