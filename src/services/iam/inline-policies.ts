import type { PolicyDetail } from '@aws-sdk/client-iam'
import type { InlinePolicy, PolicyHolder } from '../../identity/policy-holder.ts'
import type { Command, Query } from '../operation.ts'
import { iamError, noSuchEntity } from './errors.ts'
import { changeCommand } from './kind.ts'
import { pageOf, type Paging } from './paging.ts'
import { checkDocument, documentSize, encodedDocument } from './policy-documents.ts'
import type { HolderKind } from './policy-holders.ts'

interface NamesPolicy {
  PolicyName?: string | undefined
}

interface PutsPolicy extends NamesPolicy {
  PolicyDocument?: string | undefined
}

/** Names its holder in the member of the holder's kind; the others stay empty. */
interface InlinePolicyOutput {
  readonly UserName: string | undefined
  readonly GroupName: string | undefined
  readonly RoleName: string | undefined
  readonly PolicyName: string
  readonly PolicyDocument: string
}

/** PutUserPolicy, PutGroupPolicy, PutRolePolicy: makes a policy, or replaces the one of that name. */
export function putInlinePolicy<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Command<Names & PutsPolicy, undefined> {
  return changeCommand(kind, (holder, input: PutsPolicy) => {
    const { PolicyName: name = '', PolicyDocument: document = '' } = input
    checkDocument(document, 'identity')
    const others = holder.inlinePolicies.filter((policy) => policy.name !== name)
    const inlinePolicies = [...others, { name, document }]
    checkSize(kind, holder, inlinePolicies)
    return { ...holder, inlinePolicies }
  })
}

/** GetUserPolicy, GetGroupPolicy, GetRolePolicy. */
export function getInlinePolicy<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Query<Names & NamesPolicy, InlinePolicyOutput> {
  return {
    kind: 'query',
    resourceArn: kind.arn,
    run(input, call) {
      const holder = kind.find(input, call)
      const { name, document } = findInline(kind, holder, input.PolicyName ?? '')
      return {
        UserName: undefined,
        GroupName: undefined,
        RoleName: undefined,
        [kind.nameMember]: kind.nameOf(holder),
        PolicyName: name,
        PolicyDocument: encodedDocument(document),
      }
    },
  }
}

/** DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy. */
export function deleteInlinePolicy<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Command<Names & NamesPolicy, undefined> {
  return changeCommand(kind, (holder, input: NamesPolicy) => {
    const { name } = findInline(kind, holder, input.PolicyName ?? '')
    const inlinePolicies = holder.inlinePolicies.filter((policy) => policy.name !== name)
    return { ...holder, inlinePolicies }
  })
}

/** ListUserPolicies, ListGroupPolicies, ListRolePolicies. */
export function listInlinePolicies<Names, T extends PolicyHolder>(
  kind: HolderKind<Names, T>,
): Query<Names & Paging, { PolicyNames: string[] }> {
  return {
    kind: 'query',
    resourceArn: kind.arn,
    run(input, call) {
      const names = kind.find(input, call).inlinePolicies.map(({ name }) => name)
      const { items, rest } = pageOf(names, (name) => name, input, call)
      return { PolicyNames: [...items], ...rest }
    },
  }
}

/** As GetAccountAuthorizationDetails shows them. */
export function inlinePolicyDetails({ inlinePolicies }: PolicyHolder): PolicyDetail[] {
  return inlinePolicies.map(({ name, document }) => ({
    PolicyName: name,
    PolicyDocument: encodedDocument(document),
  }))
}

function findInline<T extends PolicyHolder>(
  kind: HolderKind<never, T>,
  { inlinePolicies }: T,
  name: string,
): InlinePolicy {
  const policy = inlinePolicies.find((each) => each.name === name)
  if (!policy) throw noSuchEntity(`The ${kind.word} policy with name ${name} cannot be found.`)
  return policy
}

function checkSize<T extends PolicyHolder>(
  kind: HolderKind<never, T>,
  holder: T,
  policies: readonly InlinePolicy[],
): void {
  const size = policies.reduce((sum, { document }) => sum + documentSize(document), 0)
  if (size > kind.inlineCharactersMax)
    throw iamError(
      'LimitExceededException',
      `Maximum policy size of ${kind.inlineCharactersMax} bytes exceeded for ${kind.word} ${kind.nameOf(holder)}`,
    )
}
