import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam'
import { newUniqueId } from '../../../identity/identifiers.ts'
import {
  managedPolicies,
  managedPoliciesOfAccount,
  type ManagedPolicy,
  policyArn,
  putPolicy,
} from '../../../identity/managed-policy.ts'
import { nameKey } from '../../../identity/names.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { checkManagedDocument, policySummary, policyUses } from '../managed-policies.ts'
import { quotas } from '../quotas.ts'
import { madeWithTags, tagsOf, tagsOutput } from '../tags.ts'

export const createPolicy: Command<CreatePolicyRequest, CreatePolicyResponse> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagPolicy',
    ({ PolicyName: policyName = '', Path: path = '/' }: CreatePolicyRequest, { accountId }) =>
      policyArn({ accountId, path, policyName }),
  ),
  run(input, call) {
    const { PolicyName: policyName = '', Path: path = '/', Description: description } = input
    const { accountId, resources } = call
    if (resources.get(managedPolicies, nameKey(accountId, policyName)))
      throw alreadyExists(
        `A policy called ${policyName} already exists. Duplicate names are not allowed.`,
      )
    const existing = resources.find(managedPoliciesOfAccount, accountId)
    checkQuota('PoliciesPerAccount', quotas.policies, existing.length)
    const document = input.PolicyDocument ?? ''
    checkManagedDocument(document)
    const createdAt = new Date(call.nowMs).toISOString()
    const policy: ManagedPolicy = {
      policyId: newUniqueId('ANPA', accountId, call.random),
      policyName,
      accountId,
      path,
      ...(description === undefined ? {} : { description }),
      tags: tagsOf(input.Tags),
      createdAt,
      updatedAt: createdAt,
      versions: [{ versionId: 'v1', document, createdAt }],
      defaultVersionId: 'v1',
      nextVersion: 2,
    }
    const output = { ...policySummary(policy, policyUses(call)), ...tagsOutput(policy) }
    return { output: { Policy: output }, changes: [putPolicy(policy)] }
  },
}
