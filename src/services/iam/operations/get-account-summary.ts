import type { GetAccountSummaryResponse } from '@aws-sdk/client-iam'
import { accessKeysOfUser, ownerKey } from '../../../identity/access-key.ts'
import { groupsOfAccount } from '../../../identity/group.ts'
import { instanceProfilesOfAccount } from '../../../identity/instance-profile.ts'
import { loginProfileKey, loginProfiles } from '../../../identity/login-profile.ts'
import { managedPoliciesOfAccount } from '../../../identity/managed-policy.ts'
import { mfaDevicesOfAccount } from '../../../identity/mfa-device.ts'
import { oidcProvidersOfAccount } from '../../../identity/oidc-provider.ts'
import { rolesOfAccount } from '../../../identity/role.ts'
import { samlProvidersOfAccount } from '../../../identity/saml-provider.ts'
import { usersOfAccount } from '../../../identity/user.ts'
import type { Query } from '../../operation.ts'
import { quotas } from '../quotas.ts'

type NoInput = Readonly<Record<string, never>>

export const getAccountSummary: Query<NoInput, GetAccountSummaryResponse> = {
  kind: 'query',
  run(_input, { resources, accountId }) {
    const rootProfile = loginProfileKey({ accountId, userId: accountId })
    const devices = resources.find(mfaDevicesOfAccount, accountId)
    const policies = resources.find(managedPoliciesOfAccount, accountId)
    const providers =
      resources.find(oidcProvidersOfAccount, accountId).length +
      resources.find(samlProvidersOfAccount, accountId).length
    return {
      SummaryMap: {
        Users: resources.find(usersOfAccount, accountId).length,
        UsersQuota: quotas.users,
        Groups: resources.find(groupsOfAccount, accountId).length,
        GroupsQuota: quotas.groups,
        Roles: resources.find(rolesOfAccount, accountId).length,
        RolesQuota: quotas.roles,
        InstanceProfiles: resources.find(instanceProfilesOfAccount, accountId).length,
        InstanceProfilesQuota: quotas.instanceProfiles,
        Policies: policies.length,
        PoliciesQuota: quotas.policies,
        PolicyVersionsInUse: policies.reduce((sum, { versions }) => sum + versions.length, 0),
        PolicyVersionsInUseQuota: quotas.policyVersionsInUse,
        VersionsPerPolicyQuota: quotas.versionsPerPolicy,
        PolicySizeQuota: quotas.policyCharacters,
        AssumeRolePolicySizeQuota: quotas.trustPolicyCharacters,
        UserPolicySizeQuota: quotas.userPolicyCharacters,
        GroupPolicySizeQuota: quotas.groupPolicyCharacters,
        RolePolicySizeQuota: quotas.rolePolicyCharacters,
        AttachedPoliciesPerUserQuota: quotas.attachedPolicies,
        AttachedPoliciesPerGroupQuota: quotas.attachedPolicies,
        AttachedPoliciesPerRoleQuota: quotas.attachedPolicies,
        GroupsPerUserQuota: quotas.groupsPerUser,
        AccessKeysPerUserQuota: quotas.accessKeysPerUser,
        MFADevices: devices.length,
        MFADevicesInUse: devices.filter(({ userId }) => userId !== undefined).length,
        AccountMFAEnabled: 0,
        AccountAccessKeysPresent: resources.find(accessKeysOfUser, ownerKey({ accountId })).length
          ? 1
          : 0,
        AccountPasswordPresent: resources.get(loginProfiles, rootProfile) ? 1 : 0,
        AccountSigningCertificatesPresent: 0,
        Providers: providers,
        ServerCertificates: 0,
        ServerCertificatesQuota: quotas.serverCertificates,
        SigningCertificatesPerUserQuota: quotas.signingCertificatesPerUser,
        GlobalEndpointTokenVersion: 1,
      },
    }
  },
}
