import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { instanceProfileKind, instanceProfileOutput } from '../instance-profiles.ts'

export const getInstanceProfile: Query<GetInstanceProfileRequest, GetInstanceProfileResponse> = {
  kind: 'query',
  resourceArn: instanceProfileKind.arn,
  run(input, call) {
    const profile = instanceProfileKind.find(input, call)
    return { InstanceProfile: instanceProfileOutput(profile, call.resources) }
  },
}
