import type {
  EntityType,
  GroupDetail,
  ManagedPolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam'
import { type Group, groupsOfUser } from '../../identity/group.ts'
import { instanceProfilesOfRole } from '../../identity/instance-profile.ts'
import { type ManagedPolicy, policyArn } from '../../identity/managed-policy.ts'
import { nameKey } from '../../identity/names.ts'
import type { Role } from '../../identity/role.ts'
import type { User } from '../../identity/user.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import { attachedPolicies } from './attached-policies.ts'
import { groupOutput } from './groups.ts'
import { inlinePolicyDetails } from './inline-policies.ts'
import { instanceProfileSummary } from './instance-profiles.ts'
import { policySummary, type PolicyUses, versionOutput } from './managed-policies.ts'
import { boundaryOutput } from './permissions-boundaries.ts'
import { lastUsedOutput, roleBrief } from './roles.ts'
import { tagsOutput } from './tags.ts'
import { userOutput } from './users.ts'

/** One line of GetAccountAuthorizationDetails: where it stands, and the detail of its kind, built when it is shown. */
export interface Detail {
  readonly kind: EntityType
  readonly name: string
  readonly user?: () => UserDetail
  readonly group?: () => GroupDetail
  readonly role?: () => RoleDetail
  readonly policy?: () => ManagedPolicyDetail
}

export function userDetail(user: User, resources: ResourceReader): Detail {
  const detail = () => ({
    ...userOutput(user),
    UserPolicyList: inlinePolicyDetails(user),
    GroupList: groupsOfUser(resources, user).map(({ groupName }) => groupName),
    AttachedManagedPolicies: attachedPolicies(resources, user),
  })
  return { kind: 'User', name: user.userName, user: detail }
}

export function groupDetail(group: Group, resources: ResourceReader): Detail {
  const detail = () => ({
    ...groupOutput(group),
    GroupPolicyList: inlinePolicyDetails(group),
    AttachedManagedPolicies: attachedPolicies(resources, group),
  })
  return { kind: 'Group', name: group.groupName, group: detail }
}

export function roleDetail(role: Role, resources: ResourceReader): Detail {
  const detail = () => ({
    ...roleBrief(role, resources),
    InstanceProfileList: resources
      .find(instanceProfilesOfRole, nameKey(role.accountId, role.roleName))
      .map((profile) => instanceProfileSummary(profile, resources)),
    RolePolicyList: inlinePolicyDetails(role),
    AttachedManagedPolicies: attachedPolicies(resources, role),
    ...boundaryOutput(role),
    ...tagsOutput(role),
    RoleLastUsed: lastUsedOutput(role, resources),
  })
  return { kind: 'Role', name: role.roleName, role: detail }
}

/** Nothing for a policy of AWS's that nobody uses. */
export function policyDetail(policy: ManagedPolicy, uses: PolicyUses): Detail[] {
  const arn = policyArn(policy)
  const isLocal = policy.accountId !== 'aws'
  if (!isLocal && !uses.attached.has(arn) && !uses.boundary.has(arn)) return []
  const detail = () => ({
    ...policySummary(policy, uses),
    Description: policy.description,
    PolicyVersionList: policy.versions
      .toReversed()
      .map((version) => versionOutput(policy, version)),
  })
  return [{ kind: isLocal ? 'LocalManagedPolicy' : 'AWSManagedPolicy', name: arn, policy: detail }]
}
