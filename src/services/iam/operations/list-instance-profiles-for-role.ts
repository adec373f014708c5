import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam'
import { instanceProfilesOfRole } from '../../../identity/instance-profile.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Query } from '../../operation.ts'
import { instanceProfileSummary } from '../instance-profiles.ts'
import { pageOf } from '../paging.ts'
import { roleKind } from '../roles.ts'

export const listInstanceProfilesForRole: Query<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
> = {
  kind: 'query',
  resourceArn: roleKind.arn,
  run(input, call) {
    const { accountId, roleName } = roleKind.find(input, call)
    const found = call.resources.find(instanceProfilesOfRole, nameKey(accountId, roleName))
    const { items, rest } = pageOf(found, ({ name }) => name, input, call)
    return {
      InstanceProfiles: items.map((profile) => instanceProfileSummary(profile, call.resources)),
      ...rest,
    }
  },
}
