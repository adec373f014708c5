import type { GetLoginProfileRequest, GetLoginProfileResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { findLoginProfile, loginProfileOutput } from '../login-profiles.ts'
import { userKind } from '../users.ts'

export const getLoginProfile: Query<GetLoginProfileRequest, GetLoginProfileResponse> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run(input, call) {
    const user = userKind.find(input, call)
    return { LoginProfile: loginProfileOutput(findLoginProfile(user, call), user) }
  },
}
