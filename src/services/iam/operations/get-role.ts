import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { roleKind, roleOutput } from '../roles.ts'

export const getRole: Query<GetRoleRequest, GetRoleResponse> = {
  kind: 'query',
  resourceArn: roleKind.arn,
  run: (input, call) => ({ Role: roleOutput(roleKind.find(input, call), call.resources) }),
}
