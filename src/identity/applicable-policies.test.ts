import { expect, test } from 'vitest'
import { Resources } from '../ledger/resources.ts'
import { boundaryOf, policiesOfUser } from './applicable-policies.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { putGroup } from './group.ts'
import { defaultDocument, type ManagedPolicy, policyArn, putPolicy } from './managed-policy.ts'
import { compilePolicy } from './policy/compile-policy.ts'
import { parsePolicy } from './policy/parse-policy.ts'
import { newUser } from './user.ts'

const accountId = '123456789012'
const createdAt = '2026-01-01T00:00:00.000Z'
const user = newUser({ userId: 'AIDA1', userName: 'alice', accountId, path: '/', createdAt })

const policy: ManagedPolicy = {
  policyId: 'ANPA1',
  policyName: 'Readers',
  accountId,
  path: '/',
  tags: [],
  createdAt,
  updatedAt: createdAt,
  versions: [
    { versionId: 'v1', document: 'old', createdAt },
    { versionId: 'v2', document: 'new', createdAt },
  ],
  defaultVersionId: 'v2',
  nextVersion: 3,
}

test('a user has its own policies and its groups’, managed ones in their default versions', () => {
  const resources = new Resources()
  const group = {
    groupId: 'AGPA1',
    groupName: 'team',
    accountId,
    path: '/',
    createdAt,
    attachedPolicyArns: [policyArn(policy)],
    inlinePolicies: [{ name: 'of-group', document: 'g' }],
  }
  resources.apply([putPolicy(policy), putGroup(group)])
  const inlinePolicies = [{ name: 'own', document: 'o' }]
  const member = { ...user, groupIds: ['AGPA1', 'AGPA-GONE'], inlinePolicies }
  expect(policiesOfUser(resources, member)).toEqual([
    { name: 'own', document: 'o' },
    { name: 'of-group', document: 'g' },
    { arn: policyArn(policy), name: 'Readers', document: 'new' },
  ])
})

test('a boundary whose policy is gone allows nothing', () => {
  const resources = new Resources()
  expect(boundaryOf(resources, user)).toBeUndefined()
  const bounded = { ...user, permissionsBoundaryArn: policyArn(policy) }
  const { document = '' } = boundaryOf(resources, bounded) ?? {}
  expect(compilePolicy(parsePolicy(document, 'identity')).covering('iam:getuser')).toEqual([])
  resources.apply([putPolicy(policy)])
  expect(boundaryOf(resources, bounded)?.document).toBe('new')
})

test('AWS’s policies are documents of IAM’s grammar, each under its own ARN', () => {
  expect(awsManagedPolicies.size).toBeGreaterThan(10)
  for (const [arn, managed] of awsManagedPolicies) {
    expect(policyArn(managed)).toBe(arn)
    expect(() => parsePolicy(defaultDocument(managed), 'identity'), arn).not.toThrow()
  }
  const ids = [...awsManagedPolicies.values()].map(({ policyId }) => policyId)
  expect(new Set(ids).size).toBe(ids.length)
})
