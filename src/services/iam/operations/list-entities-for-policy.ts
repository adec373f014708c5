import type {
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
} from '@aws-sdk/client-iam'
import { groupsOfAccount } from '../../../identity/group.ts'
import { rolesOfAccount } from '../../../identity/role.ts'
import { usersOfAccount } from '../../../identity/user.ts'
import type { Call, Query } from '../../operation.ts'
import { findPolicy, policyKind } from '../managed-policies.ts'
import { pageOf } from '../paging.ts'

interface Entity {
  readonly kind: 'Group' | 'Role' | 'User'
  readonly path: string
  readonly name: string
  readonly id: string
  readonly attachedPolicyArns: readonly string[]
  readonly permissionsBoundaryArn?: string
}

export const listEntitiesForPolicy: Query<
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse
> = {
  kind: 'query',
  resourceArn: policyKind.arn,
  run(input, call) {
    const { PolicyArn: arn = '', EntityFilter: filter, PathPrefix = '/' } = input
    findPolicy(arn, call)
    const found = entitiesOf(call).filter(
      (entity) =>
        (filter === undefined || filter === entity.kind) &&
        entity.path.startsWith(PathPrefix) &&
        uses(entity, arn, input.PolicyUsageFilter),
    )
    const { items, rest } = pageOf(found, ({ kind, name }) => `${kind}/${name}`, input, call)
    const of = (kind: Entity['kind']) => items.filter((entity) => entity.kind === kind)
    return {
      PolicyGroups: of('Group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('User').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('Role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...rest,
    }
  },
}

function uses(
  { attachedPolicyArns, permissionsBoundaryArn }: Entity,
  arn: string,
  usage: ListEntitiesForPolicyRequest['PolicyUsageFilter'],
): boolean {
  const isAttached = attachedPolicyArns.includes(arn)
  const isBoundary = permissionsBoundaryArn === arn
  if (usage === undefined) return isAttached || isBoundary
  return usage === 'PermissionsBoundary' ? isBoundary : isAttached
}

function entitiesOf({ resources, accountId }: Call): Entity[] {
  return [
    ...resources.find(groupsOfAccount, accountId).map((group) => ({
      ...group,
      kind: 'Group' as const,
      name: group.groupName,
      id: group.groupId,
    })),
    ...resources
      .find(rolesOfAccount, accountId)
      .map((role) => ({ ...role, kind: 'Role' as const, name: role.roleName, id: role.roleId })),
    ...resources
      .find(usersOfAccount, accountId)
      .map((user) => ({ ...user, kind: 'User' as const, name: user.userName, id: user.userId })),
  ]
}
