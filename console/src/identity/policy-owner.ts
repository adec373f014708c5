import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  type AttachedPolicy,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListRolePolicies,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam'
import { allPages } from '../api/all-pages.ts'
import type { Answer } from '../app/notices.tsx'

interface OwnedPolicies {
  readonly attached: readonly AttachedPolicy[]
  /** The names of those that are the owner's alone. */
  readonly inline: readonly string[]
}

/** A user or a role, as far as policies go. */
export interface PolicyOwner {
  readonly list: () => Promise<OwnedPolicies>
  readonly attach: (arn: string) => Promise<Answer>
  readonly detach: (arn: string) => Promise<Answer>
  readonly deleteInline: (name: string) => Promise<Answer>
}

export function userPolicies(client: IAMClient, UserName: string): PolicyOwner {
  const user = { UserName }
  return {
    async list() {
      const [attached, inline] = await Promise.all([
        allPages(paginateListAttachedUserPolicies({ client }, user), attachedOf),
        allPages(paginateListUserPolicies({ client }, user), namesOf),
      ])
      return { attached, inline }
    },
    attach: (PolicyArn) => client.send(new AttachUserPolicyCommand({ ...user, PolicyArn })),
    detach: (PolicyArn) => client.send(new DetachUserPolicyCommand({ ...user, PolicyArn })),
    deleteInline: (PolicyName) => client.send(new DeleteUserPolicyCommand({ ...user, PolicyName })),
  }
}

export function rolePolicies(client: IAMClient, RoleName: string): PolicyOwner {
  const role = { RoleName }
  return {
    async list() {
      const [attached, inline] = await Promise.all([
        allPages(paginateListAttachedRolePolicies({ client }, role), attachedOf),
        allPages(paginateListRolePolicies({ client }, role), namesOf),
      ])
      return { attached, inline }
    },
    attach: (PolicyArn) => client.send(new AttachRolePolicyCommand({ ...role, PolicyArn })),
    detach: (PolicyArn) => client.send(new DetachRolePolicyCommand({ ...role, PolicyArn })),
    deleteInline: (PolicyName) => client.send(new DeleteRolePolicyCommand({ ...role, PolicyName })),
  }
}

const attachedOf = (page: { readonly AttachedPolicies?: AttachedPolicy[] | undefined }) =>
  page.AttachedPolicies

const namesOf = (page: { readonly PolicyNames?: string[] | undefined }) => page.PolicyNames
