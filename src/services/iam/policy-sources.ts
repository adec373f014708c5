import type { PolicySourceType } from '@aws-sdk/client-iam'
import {
  type ApplicablePolicy,
  boundaryOf,
  policiesOfHolder,
} from '../../identity/applicable-policies.ts'
import { type Group, groupsOfUser } from '../../identity/group.ts'
import type { AccountPrincipal } from '../../identity/policy/policy-principal.ts'
import type { PolicyHolder } from '../../identity/policy-holder.ts'
import { type Role, roleArn } from '../../identity/role.ts'
import { type User, userArn } from '../../identity/user.ts'
import type { Call } from '../operation.ts'
import { invalidInput } from './errors.ts'
import { findGroup } from './groups.ts'
import { findRole } from './roles.ts'
import type { Simulated, SourcePolicy } from './simulation.ts'
import { findUser } from './users.ts'

/** Another account's policies are out of reach whatever anybody allows. Throws InvalidInput. */
export function checkPolicySource(
  { PolicySourceArn = '' }: { readonly PolicySourceArn?: string | undefined },
  { accountId }: Call,
): void {
  const [, owner = accountId] = /^arn:[\w-]*:[\w-]*:[\w-]*:(\d{12}):/.exec(PolicySourceArn) ?? []
  if (owner !== accountId)
    throw invalidInput(
      `Invalid Policy Source Arn: caller's account ${accountId} does not have access to policies in account ${owner}`,
    )
}

/** The policies of the user, group or role that an ARN names, and who would be asking. Throws NoSuchEntity, InvalidInput. */
export function policySourceOf(arn: string, call: Call): Simulated {
  const [, accountId, kind, name = ''] =
    /^arn:aws:iam::(\d{12}):(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (accountId !== call.accountId)
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
  if (kind === 'user') return ofUser(findUser(name, call), call)
  if (kind === 'role') return ofRole(findRole(name, call), call)
  return ofGroup(findGroup(name, call), call)
}

/** Who asks when only an ARN is given: a user or a role, and else the caller's account. */
export function principalOfArn(arn: string | undefined, { accountId }: Call): AccountPrincipal {
  const given = arn ?? `arn:aws:iam::${accountId}:user/simulated`
  const [, owner = accountId, kind] = /^arn:aws:iam::(\d{12}):(user|role)\//.exec(given) ?? []
  return kind === 'role'
    ? { kind: 'role-session', accountId: owner, arn: given, roleArn: given, uniqueId: '' }
    : { kind: 'user', accountId: owner, arn: given, uniqueId: '' }
}

function ofUser(user: User, call: Call): Simulated {
  const { accountId, userId: uniqueId } = user
  return {
    principal: { kind: 'user', accountId, arn: userArn(user), uniqueId },
    identity: [
      ...sources(user, 'user', user.userName, call),
      ...groupsOfUser(call.resources, user).flatMap((group) =>
        sources(group, 'group', group.groupName, call),
      ),
    ],
    boundary: boundarySource(user, call),
  }
}

function ofRole(role: Role, call: Call): Simulated {
  const { accountId, roleId: uniqueId } = role
  const arn = roleArn(role)
  return {
    principal: { kind: 'role-session', accountId, arn, roleArn: arn, uniqueId },
    identity: sources(role, 'role', role.roleName, call),
    boundary: boundarySource(role, call),
  }
}

function ofGroup(group: Group, call: Call): Simulated {
  return {
    principal: principalOfArn(undefined, call),
    identity: sources(group, 'group', group.groupName, call),
  }
}

function sources(
  holder: PolicyHolder,
  word: 'user' | 'group' | 'role',
  name: string,
  { resources }: Call,
): SourcePolicy[] {
  return policiesOfHolder(resources, holder).map((policy) => ({
    sourceId: policy.arn === undefined ? `${word}_${name}_${policy.name}` : policy.name,
    sourceType: policy.arn === undefined ? word : managedType(policy.arn),
    document: policy.document,
  }))
}

function boundarySource(holder: User | Role, { resources }: Call): SourcePolicy | undefined {
  const boundary: ApplicablePolicy | undefined = boundaryOf(resources, holder)
  return (
    boundary && {
      sourceId: boundary.name,
      sourceType: managedType(boundary.arn ?? ''),
      document: boundary.document,
    }
  )
}

function managedType(arn: string): PolicySourceType {
  return arn.startsWith('arn:aws:iam::aws:') ? 'aws-managed' : 'user-managed'
}
