import { notImplemented } from '../operation.ts'
import { defineService } from '../service.ts'
import { iamConstraints } from './constraints.generated.ts'
import { resourceInDenials } from './denied-resources.ts'
import { iamFaults } from './faults.ts'
import { iamModel } from './model.generated.ts'
import { checkIamCaller } from '../session-limits.ts'
import { conditionKeys } from './condition-keys.ts'
import { resourceTags } from './resource-tags.ts'
import { addClientIdToOpenIdConnectProvider } from './operations/add-client-id-to-openid-connect-provider.ts'
import { addRoleToInstanceProfile } from './operations/add-role-to-instance-profile.ts'
import { addUserToGroup } from './operations/add-user-to-group.ts'
import { attachGroupPolicy } from './operations/attach-group-policy.ts'
import { attachRolePolicy } from './operations/attach-role-policy.ts'
import { attachUserPolicy } from './operations/attach-user-policy.ts'
import { changePassword } from './operations/change-password.ts'
import { createAccessKey } from './operations/create-access-key.ts'
import { createAccountAlias } from './operations/create-account-alias.ts'
import { createGroup } from './operations/create-group.ts'
import { createInstanceProfile } from './operations/create-instance-profile.ts'
import { createLoginProfile } from './operations/create-login-profile.ts'
import { createOpenIdConnectProvider } from './operations/create-openid-connect-provider.ts'
import { createPolicyVersion } from './operations/create-policy-version.ts'
import { createPolicy } from './operations/create-policy.ts'
import { createRole } from './operations/create-role.ts'
import { createSamlProvider } from './operations/create-saml-provider.ts'
import { createServiceLinkedRole } from './operations/create-service-linked-role.ts'
import { createUser } from './operations/create-user.ts'
import { createVirtualMfaDevice } from './operations/create-virtual-mfa-device.ts'
import { deactivateMfaDevice } from './operations/deactivate-mfa-device.ts'
import { deleteAccessKey } from './operations/delete-access-key.ts'
import { deleteAccountAlias } from './operations/delete-account-alias.ts'
import { deleteAccountPasswordPolicy } from './operations/delete-account-password-policy.ts'
import { deleteGroupPolicy } from './operations/delete-group-policy.ts'
import { deleteGroup } from './operations/delete-group.ts'
import { deleteInstanceProfile } from './operations/delete-instance-profile.ts'
import { deleteLoginProfile } from './operations/delete-login-profile.ts'
import { deleteOpenIdConnectProvider } from './operations/delete-openid-connect-provider.ts'
import { deletePolicyVersion } from './operations/delete-policy-version.ts'
import { deletePolicy } from './operations/delete-policy.ts'
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.ts'
import { deleteRolePolicy } from './operations/delete-role-policy.ts'
import { deleteRole } from './operations/delete-role.ts'
import { deleteSamlProvider } from './operations/delete-saml-provider.ts'
import { deleteServiceLinkedRole } from './operations/delete-service-linked-role.ts'
import { deleteUserPermissionsBoundary } from './operations/delete-user-permissions-boundary.ts'
import { deleteUserPolicy } from './operations/delete-user-policy.ts'
import { deleteUser } from './operations/delete-user.ts'
import { deleteVirtualMfaDevice } from './operations/delete-virtual-mfa-device.ts'
import { detachGroupPolicy } from './operations/detach-group-policy.ts'
import { detachRolePolicy } from './operations/detach-role-policy.ts'
import { detachUserPolicy } from './operations/detach-user-policy.ts'
import { enableMfaDevice } from './operations/enable-mfa-device.ts'
import { generateCredentialReport } from './operations/generate-credential-report.ts'
import { getAccessKeyLastUsed } from './operations/get-access-key-last-used.ts'
import { getAccountAuthorizationDetails } from './operations/get-account-authorization-details.ts'
import { getAccountPasswordPolicy } from './operations/get-account-password-policy.ts'
import { getAccountSummary } from './operations/get-account-summary.ts'
import { getContextKeysForCustomPolicy } from './operations/get-context-keys-for-custom-policy.ts'
import { getContextKeysForPrincipalPolicy } from './operations/get-context-keys-for-principal-policy.ts'
import { getCredentialReport } from './operations/get-credential-report.ts'
import { getGroupPolicy } from './operations/get-group-policy.ts'
import { getGroup } from './operations/get-group.ts'
import { getInstanceProfile } from './operations/get-instance-profile.ts'
import { getLoginProfile } from './operations/get-login-profile.ts'
import { getMfaDevice } from './operations/get-mfa-device.ts'
import { getOpenIdConnectProvider } from './operations/get-openid-connect-provider.ts'
import { getPolicyVersion } from './operations/get-policy-version.ts'
import { getPolicy } from './operations/get-policy.ts'
import { getRolePolicy } from './operations/get-role-policy.ts'
import { getRole } from './operations/get-role.ts'
import { getSamlProvider } from './operations/get-saml-provider.ts'
import { getServiceLinkedRoleDeletionStatus } from './operations/get-service-linked-role-deletion-status.ts'
import { getUserPolicy } from './operations/get-user-policy.ts'
import { getUser } from './operations/get-user.ts'
import { listAccessKeys } from './operations/list-access-keys.ts'
import { listAccountAliases } from './operations/list-account-aliases.ts'
import { listAttachedGroupPolicies } from './operations/list-attached-group-policies.ts'
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts'
import { listAttachedUserPolicies } from './operations/list-attached-user-policies.ts'
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts'
import { listGroupPolicies } from './operations/list-group-policies.ts'
import { listGroupsForUser } from './operations/list-groups-for-user.ts'
import { listGroups } from './operations/list-groups.ts'
import { listInstanceProfileTags } from './operations/list-instance-profile-tags.ts'
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts'
import { listInstanceProfiles } from './operations/list-instance-profiles.ts'
import { listMfaDeviceTags } from './operations/list-mfa-device-tags.ts'
import { listMfaDevices } from './operations/list-mfa-devices.ts'
import { listOpenIdConnectProviderTags } from './operations/list-openid-connect-provider-tags.ts'
import { listOpenIdConnectProviders } from './operations/list-openid-connect-providers.ts'
import { listPolicies } from './operations/list-policies.ts'
import { listPolicyTags } from './operations/list-policy-tags.ts'
import { listPolicyVersions } from './operations/list-policy-versions.ts'
import { listRolePolicies } from './operations/list-role-policies.ts'
import { listRoleTags } from './operations/list-role-tags.ts'
import { listRoles } from './operations/list-roles.ts'
import { listSamlProviderTags } from './operations/list-saml-provider-tags.ts'
import { listSamlProviders } from './operations/list-saml-providers.ts'
import { listServerCertificates } from './operations/list-server-certificates.ts'
import { listServiceSpecificCredentials } from './operations/list-service-specific-credentials.ts'
import { listSigningCertificates } from './operations/list-signing-certificates.ts'
import { listSshPublicKeys } from './operations/list-ssh-public-keys.ts'
import { listUserPolicies } from './operations/list-user-policies.ts'
import { listUserTags } from './operations/list-user-tags.ts'
import { listUsers } from './operations/list-users.ts'
import { listVirtualMfaDevices } from './operations/list-virtual-mfa-devices.ts'
import { putGroupPolicy } from './operations/put-group-policy.ts'
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts'
import { putRolePolicy } from './operations/put-role-policy.ts'
import { putUserPermissionsBoundary } from './operations/put-user-permissions-boundary.ts'
import { putUserPolicy } from './operations/put-user-policy.ts'
import { removeClientIdFromOpenIdConnectProvider } from './operations/remove-client-id-from-openid-connect-provider.ts'
import { removeRoleFromInstanceProfile } from './operations/remove-role-from-instance-profile.ts'
import { removeUserFromGroup } from './operations/remove-user-from-group.ts'
import { resyncMfaDevice } from './operations/resync-mfa-device.ts'
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.ts'
import { simulateCustomPolicy } from './operations/simulate-custom-policy.ts'
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts'
import { tagInstanceProfile } from './operations/tag-instance-profile.ts'
import { tagMfaDevice } from './operations/tag-mfa-device.ts'
import { tagOpenIdConnectProvider } from './operations/tag-openid-connect-provider.ts'
import { tagPolicy } from './operations/tag-policy.ts'
import { tagRole } from './operations/tag-role.ts'
import { tagSamlProvider } from './operations/tag-saml-provider.ts'
import { tagUser } from './operations/tag-user.ts'
import { untagInstanceProfile } from './operations/untag-instance-profile.ts'
import { untagMfaDevice } from './operations/untag-mfa-device.ts'
import { untagOpenIdConnectProvider } from './operations/untag-openid-connect-provider.ts'
import { untagPolicy } from './operations/untag-policy.ts'
import { untagRole } from './operations/untag-role.ts'
import { untagSamlProvider } from './operations/untag-saml-provider.ts'
import { untagUser } from './operations/untag-user.ts'
import { updateAccessKey } from './operations/update-access-key.ts'
import { updateAccountPasswordPolicy } from './operations/update-account-password-policy.ts'
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts'
import { updateGroup } from './operations/update-group.ts'
import { updateLoginProfile } from './operations/update-login-profile.ts'
import { updateOpenIdConnectProviderThumbprint } from './operations/update-openid-connect-provider-thumbprint.ts'
import { updateRoleDescription } from './operations/update-role-description.ts'
import { updateRole } from './operations/update-role.ts'
import { updateSamlProvider } from './operations/update-saml-provider.ts'
import { updateUser } from './operations/update-user.ts'

export const iam = defineService({
  model: iamModel,
  constraints: iamConstraints,
  faults: iamFaults,
  iamPrefix: 'iam',
  untypedResource: '*',
  resourceInDenials,
  isGlobal: true,
  checkCaller: checkIamCaller,
  conditionKeys,
  resourceTags,
  recording: {
    family: 'standard',
    names: 'lowerCamel',
    dates: 'java-8',
    tlsDetails: true,
    redacted: {
      'AccessKey.SecretAccessKey': 'absent',
      'ChangePasswordRequest.NewPassword': 'absent',
      'ChangePasswordRequest.OldPassword': 'absent',
      'CreateLoginProfileRequest.Password': 'absent',
      'UpdateLoginProfileRequest.Password': 'absent',
      // One-time codes, but their time may not be over yet.
      'EnableMFADeviceRequest.AuthenticationCode1': 'absent',
      'EnableMFADeviceRequest.AuthenticationCode2': 'absent',
      'ResyncMFADeviceRequest.AuthenticationCode1': 'absent',
      'ResyncMFADeviceRequest.AuthenticationCode2': 'absent',
      'VirtualMFADevice.Base32StringSeed': 'absent',
      'VirtualMFADevice.QRCodePNG': 'absent',
    },
  },
  operations: {
    AcceptDelegationRequest: notImplemented,
    AcquireRole: notImplemented,
    AddClientIDToOpenIDConnectProvider: addClientIdToOpenIdConnectProvider,
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AddUserToGroup: addUserToGroup,
    AssociateDelegationRequest: notImplemented,
    AttachGroupPolicy: attachGroupPolicy,
    AttachRolePolicy: attachRolePolicy,
    AttachUserPolicy: attachUserPolicy,
    ChangePassword: changePassword,
    CreateAccessKey: createAccessKey,
    CreateAccountAlias: createAccountAlias,
    CreateDelegationRequest: notImplemented,
    CreateGroup: createGroup,
    CreateInstanceProfile: createInstanceProfile,
    CreateLoginProfile: createLoginProfile,
    CreateOpenIDConnectProvider: createOpenIdConnectProvider,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    CreateSAMLProvider: createSamlProvider,
    CreateServiceLinkedRole: createServiceLinkedRole,
    CreateServiceSpecificCredential: notImplemented,
    CreateUser: createUser,
    CreateVirtualMFADevice: createVirtualMfaDevice,
    DeactivateMFADevice: deactivateMfaDevice,
    DeleteAccessKey: deleteAccessKey,
    DeleteAccountAlias: deleteAccountAlias,
    DeleteAccountPasswordPolicy: deleteAccountPasswordPolicy,
    DeleteGroup: deleteGroup,
    DeleteGroupPolicy: deleteGroupPolicy,
    DeleteInstanceProfile: deleteInstanceProfile,
    DeleteLoginProfile: deleteLoginProfile,
    DeleteOpenIDConnectProvider: deleteOpenIdConnectProvider,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    DeleteRolePolicy: deleteRolePolicy,
    DeleteSAMLProvider: deleteSamlProvider,
    DeleteSSHPublicKey: notImplemented,
    DeleteServerCertificate: notImplemented,
    DeleteServiceLinkedRole: deleteServiceLinkedRole,
    DeleteServiceSpecificCredential: notImplemented,
    DeleteSigningCertificate: notImplemented,
    DeleteUser: deleteUser,
    DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
    DeleteUserPolicy: deleteUserPolicy,
    DeleteVirtualMFADevice: deleteVirtualMfaDevice,
    DetachGroupPolicy: detachGroupPolicy,
    DetachRolePolicy: detachRolePolicy,
    DetachUserPolicy: detachUserPolicy,
    DisableOrganizationsRootCredentialsManagement: notImplemented,
    DisableOrganizationsRootSessions: notImplemented,
    DisableOutboundWebIdentityFederation: notImplemented,
    EnableMFADevice: enableMfaDevice,
    EnableOrganizationsRootCredentialsManagement: notImplemented,
    EnableOrganizationsRootSessions: notImplemented,
    EnableOutboundWebIdentityFederation: notImplemented,
    GenerateCredentialReport: generateCredentialReport,
    GenerateOrganizationsAccessReport: notImplemented,
    GenerateServiceLastAccessedDetails: notImplemented,
    GetAccessKeyLastUsed: getAccessKeyLastUsed,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
    GetAccountPasswordPolicy: getAccountPasswordPolicy,
    GetAccountProperties: notImplemented,
    GetAccountSummary: getAccountSummary,
    GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
    GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
    GetCredentialReport: getCredentialReport,
    GetDelegationRequest: notImplemented,
    GetGroup: getGroup,
    GetGroupPolicy: getGroupPolicy,
    GetHumanReadableSummary: notImplemented,
    GetInstanceProfile: getInstanceProfile,
    GetLoginProfile: getLoginProfile,
    GetMFADevice: getMfaDevice,
    GetOpenIDConnectProvider: getOpenIdConnectProvider,
    GetOrganizationsAccessReport: notImplemented,
    GetOutboundWebIdentityFederationInfo: notImplemented,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    GetRoleTemplateVersion: notImplemented,
    GetSAMLProvider: getSamlProvider,
    GetSSHPublicKey: notImplemented,
    GetServerCertificate: notImplemented,
    GetServiceLastAccessedDetails: notImplemented,
    GetServiceLastAccessedDetailsWithEntities: notImplemented,
    GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
    GetUser: getUser,
    GetUserPolicy: getUserPolicy,
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
    ListAttachedGroupPolicies: listAttachedGroupPolicies,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListAttachedUserPolicies: listAttachedUserPolicies,
    ListDelegationRequests: notImplemented,
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListGroupPolicies: listGroupPolicies,
    ListGroups: listGroups,
    ListGroupsForUser: listGroupsForUser,
    ListInstanceProfileTags: listInstanceProfileTags,
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListMFADeviceTags: listMfaDeviceTags,
    ListMFADevices: listMfaDevices,
    ListOpenIDConnectProviderTags: listOpenIdConnectProviderTags,
    ListOpenIDConnectProviders: listOpenIdConnectProviders,
    ListOrganizationsFeatures: notImplemented,
    ListPolicies: listPolicies,
    ListPoliciesGrantingServiceAccess: notImplemented,
    ListPolicyTags: listPolicyTags,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    ListSAMLProviderTags: listSamlProviderTags,
    ListSAMLProviders: listSamlProviders,
    ListSSHPublicKeys: listSshPublicKeys,
    ListServerCertificateTags: notImplemented,
    ListServerCertificates: listServerCertificates,
    ListServiceSpecificCredentials: listServiceSpecificCredentials,
    ListSigningCertificates: listSigningCertificates,
    ListUserPolicies: listUserPolicies,
    ListUserTags: listUserTags,
    ListUsers: listUsers,
    ListVirtualMFADevices: listVirtualMfaDevices,
    PutAccountProperties: notImplemented,
    PutGroupPolicy: putGroupPolicy,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    PutRolePolicy: putRolePolicy,
    PutUserPermissionsBoundary: putUserPermissionsBoundary,
    PutUserPolicy: putUserPolicy,
    RejectDelegationRequest: notImplemented,
    RemoveClientIDFromOpenIDConnectProvider: removeClientIdFromOpenIdConnectProvider,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    RemoveUserFromGroup: removeUserFromGroup,
    ResetServiceSpecificCredential: notImplemented,
    ResyncMFADevice: resyncMfaDevice,
    SendDelegationToken: notImplemented,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    SetSecurityTokenServicePreferences: notImplemented,
    SimulateCustomPolicy: simulateCustomPolicy,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
    TagInstanceProfile: tagInstanceProfile,
    TagMFADevice: tagMfaDevice,
    TagOpenIDConnectProvider: tagOpenIdConnectProvider,
    TagPolicy: tagPolicy,
    TagRole: tagRole,
    TagSAMLProvider: tagSamlProvider,
    TagServerCertificate: notImplemented,
    TagUser: tagUser,
    UntagInstanceProfile: untagInstanceProfile,
    UntagMFADevice: untagMfaDevice,
    UntagOpenIDConnectProvider: untagOpenIdConnectProvider,
    UntagPolicy: untagPolicy,
    UntagRole: untagRole,
    UntagSAMLProvider: untagSamlProvider,
    UntagServerCertificate: notImplemented,
    UntagUser: untagUser,
    UpdateAccessKey: updateAccessKey,
    UpdateAccountPasswordPolicy: updateAccountPasswordPolicy,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateDelegationRequest: notImplemented,
    UpdateGroup: updateGroup,
    UpdateLoginProfile: updateLoginProfile,
    UpdateOpenIDConnectProviderThumbprint: updateOpenIdConnectProviderThumbprint,
    UpdateRole: updateRole,
    UpdateRoleDescription: updateRoleDescription,
    UpdateSAMLProvider: updateSamlProvider,
    UpdateSSHPublicKey: notImplemented,
    UpdateServerCertificate: notImplemented,
    UpdateServiceSpecificCredential: notImplemented,
    UpdateSigningCertificate: notImplemented,
    UpdateUser: updateUser,
    UploadSSHPublicKey: notImplemented,
    UploadServerCertificate: notImplemented,
    UploadSigningCertificate: notImplemented,
  },
})
