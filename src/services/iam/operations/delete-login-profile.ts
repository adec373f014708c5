import type { DeleteLoginProfileRequest } from '@aws-sdk/client-iam'
import { loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import type { Command } from '../../operation.ts'
import { findLoginProfile, profileOwnerKind } from '../login-profiles.ts'

export const deleteLoginProfile: Command<DeleteLoginProfileRequest, undefined> = {
  kind: 'command',
  resourceArn: profileOwnerKind.arn,
  run(input, call) {
    const profile = findLoginProfile(profileOwnerKind.find(input, call), call)
    return { output: undefined, changes: [loginProfiles.delete(loginProfileKey(profile))] }
  },
}
