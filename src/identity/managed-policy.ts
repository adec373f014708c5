import { collection, type Index, type ResourceChange } from '../ledger/resources.ts'
import { iamArn, nameKey } from './names.ts'
import type { Tag } from './tag.ts'

/** A policy that stands on its own and is attached to users, groups and roles. AWS's own have the account id `aws`. */
export interface ManagedPolicy {
  /** `ANPA…`. */
  readonly policyId: string
  readonly policyName: string
  readonly accountId: string
  readonly path: string
  readonly description?: string
  readonly tags: readonly Tag[]
  readonly createdAt: string
  readonly updatedAt: string
  /** Oldest first. */
  readonly versions: readonly PolicyVersion[]
  readonly defaultVersionId: string
  /** Number of the version to come: those of deleted ones are not used again. */
  readonly nextVersion: number
}

export interface PolicyVersion {
  /** `v1`, `v2`, … */
  readonly versionId: string
  readonly document: string
  readonly createdAt: string
}

export const managedPolicies = collection<ManagedPolicy>('identity/managed-policy')

export const managedPoliciesOfAccount: Index<ManagedPolicy> = {
  of: managedPolicies,
  keyOf: ({ accountId }) => accountId,
}

export function putPolicy(policy: ManagedPolicy): ResourceChange {
  return managedPolicies.put(nameKey(policy.accountId, policy.policyName), policy)
}

export function deletePolicy(policy: ManagedPolicy): ResourceChange {
  return managedPolicies.delete(nameKey(policy.accountId, policy.policyName))
}

export function defaultDocument({ versions, defaultVersionId }: ManagedPolicy): string {
  return versions.find(({ versionId }) => versionId === defaultVersionId)?.document ?? ''
}

export function policyArn({
  accountId,
  path,
  policyName,
}: Pick<ManagedPolicy, 'accountId' | 'path' | 'policyName'>): string {
  return iamArn(accountId, 'policy', path, policyName)
}
