import type { AttachedPolicy } from '@aws-sdk/client-iam'
import { policyOfArn } from '../../identity/attachable-policies.ts'
import type { PolicyHolder } from '../../identity/policy-holder.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { Command, Query } from '../operation.ts'
import { checkQuota, noSuchEntity } from './errors.ts'
import { changeCommand } from './kind.ts'
import { findAttachable } from './managed-policies.ts'
import { pageOf } from './paging.ts'
import type { HolderKind } from './policy-holders.ts'
import { quotas } from './quotas.ts'

interface NamesPolicy {
  PolicyArn?: string | undefined
}

/** AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy. Attaching twice changes nothing. */
export function attachPolicy<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Command<Names & NamesPolicy, undefined> {
  return changeCommand(kind, (holder, { PolicyArn: arn = '' }: NamesPolicy, call) => {
    findAttachable(arn, call)
    const { attachedPolicyArns } = holder
    if (attachedPolicyArns.includes(arn)) return holder
    checkQuota(kind.attachedQuota, quotas.attachedPolicies, attachedPolicyArns.length)
    return { ...holder, attachedPolicyArns: [...attachedPolicyArns, arn] }
  })
}

/** DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy. */
export function detachPolicy<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Command<Names & NamesPolicy, undefined> {
  return changeCommand(kind, (holder, { PolicyArn: detached }: NamesPolicy) => {
    const attachedPolicyArns = holder.attachedPolicyArns.filter((arn) => arn !== detached)
    if (attachedPolicyArns.length === holder.attachedPolicyArns.length)
      throw noSuchEntity(`Policy ${detached} was not found.`)
    return { ...holder, attachedPolicyArns }
  })
}

interface ListInput {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}

/** ListAttachedUserPolicies, ListAttachedGroupPolicies, ListAttachedRolePolicies. */
export function listAttachedPolicies<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Query<Names & ListInput, { AttachedPolicies: AttachedPolicy[] }> {
  return {
    kind: 'query',
    resourceArn: kind.arn,
    run(input, call) {
      const { PathPrefix = '/' } = input
      const holder = kind.find(input, call)
      const below = attachedPolicies(call.resources, holder).filter(({ PolicyArn = '' }) =>
        PolicyArn.slice(PolicyArn.indexOf('/')).startsWith(PathPrefix),
      )
      const { items, rest } = pageOf(below, ({ PolicyArn = '' }) => PolicyArn, input, call)
      return { AttachedPolicies: [...items], ...rest }
    },
  }
}

export function attachedPolicies(
  resources: ResourceReader,
  { attachedPolicyArns }: PolicyHolder,
): AttachedPolicy[] {
  return attachedPolicyArns.flatMap((arn) => {
    const policy = policyOfArn(resources, arn)
    return policy ? [{ PolicyName: policy.policyName, PolicyArn: arn }] : []
  })
}
