import type { GetLoginProfileRequest, GetLoginProfileResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { findLoginProfile, loginProfileOutput, profileOwnerKind } from '../login-profiles.ts'

export const getLoginProfile: Query<GetLoginProfileRequest, GetLoginProfileResponse> = {
  kind: 'query',
  resourceArn: profileOwnerKind.arn,
  run(input, call) {
    const user = profileOwnerKind.find(input, call)
    return { LoginProfile: loginProfileOutput(findLoginProfile(user, call), user) }
  },
}
