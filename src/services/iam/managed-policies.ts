import type { Policy as PolicyOutput, PolicyVersion as VersionOutput } from '@aws-sdk/client-iam'
import { policyOfArn } from '../../identity/attachable-policies.ts'
import { groupsOfAccount } from '../../identity/group.ts'
import {
  type ManagedPolicy,
  policyArn,
  type PolicyVersion,
  putPolicy,
} from '../../identity/managed-policy.ts'
import { rolesOfAccount } from '../../identity/role.ts'
import { usersOfAccount } from '../../identity/user.ts'
import type { Call } from '../operation.ts'
import { accessDenied, invalidInput, noSuchEntity, quotaExceeded } from './errors.ts'
import type { Kind } from './kind.ts'
import { checkDocument, documentSize, encodedDocument } from './policy-documents.ts'
import { quotas } from './quotas.ts'

export interface NamesPolicy {
  readonly PolicyArn?: string | undefined
}

/** Policies that the caller's account may change: its own. */
export const policyKind: Kind<NamesPolicy, ManagedPolicy> = {
  arn: ({ PolicyArn = '' }) => PolicyArn,
  find: ({ PolicyArn = '' }, call) => findOwnPolicy(PolicyArn, call),
  put: putPolicy,
}

/** A policy of AWS or of the caller's account. */
export function findPolicy(arn: string, call: Call): ManagedPolicy {
  const policy = visiblePolicy(arn, call)
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`)
  return policy
}

export function findAttachable(arn: string, call: Call): ManagedPolicy {
  const policy = visiblePolicy(arn, call)
  if (!policy) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
  return policy
}

function findOwnPolicy(arn: string, call: Call): ManagedPolicy {
  const policy = findPolicy(arn, call)
  if (policy.accountId !== call.accountId)
    throw accessDenied(`Policy ${arn} belongs to AWS and cannot be changed.`)
  return policy
}

function visiblePolicy(arn: string, call: Call): ManagedPolicy | undefined {
  if (!/^arn:[^:]*:iam::[^:]*:policy\//.test(arn)) throw invalidInput(`ARN ${arn} is not valid.`)
  const policy = policyOfArn(call.resources, arn)
  return policy?.accountId === 'aws' || policy?.accountId === call.accountId ? policy : undefined
}

export function findVersion(policy: ManagedPolicy, versionId: string): PolicyVersion {
  const version = policy.versions.find((each) => each.versionId === versionId)
  if (!version)
    throw noSuchEntity(
      `Policy ${policyArn(policy)} version ${versionId} does not exist or is not attachable.`,
    )
  return version
}

export function checkManagedDocument(text: string): void {
  checkDocument(text, 'identity')
  if (documentSize(text) > quotas.policyCharacters)
    throw quotaExceeded('PolicySize', quotas.policyCharacters)
}

/** How often each policy is attached, and how often it is a boundary, in one walk through the account. */
export interface PolicyUses {
  readonly attached: ReadonlyMap<string, number>
  readonly boundary: ReadonlyMap<string, number>
}

export function policyUses({ resources, accountId }: Call): PolicyUses {
  const attached = new Map<string, number>()
  const boundary = new Map<string, number>()
  const add = (counts: Map<string, number>, arn: string) =>
    counts.set(arn, (counts.get(arn) ?? 0) + 1)
  const bounded = [
    ...resources.find(usersOfAccount, accountId),
    ...resources.find(rolesOfAccount, accountId),
  ]
  for (const { attachedPolicyArns } of [...bounded, ...resources.find(groupsOfAccount, accountId)])
    for (const arn of attachedPolicyArns) add(attached, arn)
  for (const { permissionsBoundaryArn: arn } of bounded) if (arn !== undefined) add(boundary, arn)
  return { attached, boundary }
}

/** As lists show a policy: without its description. */
export function policySummary(policy: ManagedPolicy, uses: PolicyUses): PolicyOutput {
  const arn = policyArn(policy)
  return {
    PolicyName: policy.policyName,
    PolicyId: policy.policyId,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: uses.attached.get(arn) ?? 0,
    PermissionsBoundaryUsageCount: uses.boundary.get(arn) ?? 0,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  }
}

/** Without the document, as lists show a version. */
export function versionSummary(policy: ManagedPolicy, version: PolicyVersion): VersionOutput {
  return {
    VersionId: version.versionId,
    IsDefaultVersion: version.versionId === policy.defaultVersionId,
    CreateDate: new Date(version.createdAt),
  }
}

export function versionOutput(policy: ManagedPolicy, version: PolicyVersion): VersionOutput {
  return { ...versionSummary(policy, version), Document: encodedDocument(version.document) }
}
