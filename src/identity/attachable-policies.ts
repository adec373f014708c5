import type { ResourceReader } from '../ledger/resources.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import {
  managedPolicies,
  managedPoliciesOfAccount,
  type ManagedPolicy,
  policyArn,
} from './managed-policy.ts'
import { nameKey } from './names.ts'

/** A policy of AWS, or of the account that the ARN names; undefined when there is none of exactly this ARN. */
export function policyOfArn(resources: ResourceReader, arn: string): ManagedPolicy | undefined {
  const [, accountId, name] = /^arn:aws:iam::(\d{12}|aws):policy\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (accountId === undefined || name === undefined) return undefined
  if (accountId === 'aws') return awsManagedPolicies.get(arn)
  const policy = resources.get(managedPolicies, nameKey(accountId, name))
  return policy && policyArn(policy) === arn ? policy : undefined
}

/** Everything an account can attach: AWS's policies and its own. */
export function attachablePolicies(resources: ResourceReader, accountId: string): ManagedPolicy[] {
  return [...awsManagedPolicies.values(), ...resources.find(managedPoliciesOfAccount, accountId)]
}
