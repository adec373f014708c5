import type { DeleteLoginProfileRequest } from '@aws-sdk/client-iam'
import { loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import type { Command } from '../../operation.ts'
import { findLoginProfile } from '../login-profiles.ts'
import { userKind } from '../users.ts'

export const deleteLoginProfile: Command<DeleteLoginProfileRequest, undefined> = {
  kind: 'command',
  resourceArn: userKind.arn,
  run(input, call) {
    const profile = findLoginProfile(userKind.find(input, call), call)
    return { output: undefined, changes: [loginProfiles.delete(loginProfileKey(profile))] }
  },
}
