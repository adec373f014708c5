import type { GetServiceRoleForAccountResponse } from '@aws-sdk/client-greengrassv2'
import { scopeKey } from '../../../fleet/scope.ts'
import type { Query } from '../../operation.ts'
import { missing } from '../errors.ts'
import { serviceRoles } from '../service-role.ts'

export const getServiceRoleForAccount: Query<object, GetServiceRoleForAccountResponse> = {
  kind: 'query',
  run(_, call) {
    const role = call.resources.get(serviceRoles, scopeKey(call))
    if (!role)
      throw missing(
        'No service role is associated with this account.',
        'ServiceRole',
        call.accountId,
      )
    return { associatedAt: role.associatedAt, roleArn: role.roleArn }
  },
}
