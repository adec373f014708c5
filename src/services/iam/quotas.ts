/** IAM's default quotas: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const quotas = {
  users: 5_000,
  groups: 300,
  roles: 1_000,
  policies: 1_500,
  instanceProfiles: 1_000,
  oidcProviders: 100,
  samlProviders: 100,
  groupsPerUser: 10,
  accessKeysPerUser: 2,
  mfaDevicesPerUser: 8,
  attachedPolicies: 10,
  versionsPerPolicy: 5,
  tags: 50,
  clientIdsPerOidcProvider: 100,
  thumbprintsPerOidcProvider: 5,
  /** Characters of a document that count; for inline policies of all together. */
  policyCharacters: 6_144,
  trustPolicyCharacters: 2_048,
  userPolicyCharacters: 2_048,
  groupPolicyCharacters: 5_120,
  rolePolicyCharacters: 10_240,
} as const
