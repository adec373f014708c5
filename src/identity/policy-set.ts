import type { ResourceReader } from '../ledger/resources.ts'
import {
  type ApplicablePolicy,
  boundaryOf,
  policiesOfEveryUser,
  policiesOfRole,
  policiesOfUser,
} from './applicable-policies.ts'
import { policyOfArn } from './attachable-policies.ts'
import { defaultDocument } from './managed-policy.ts'
import { type CompiledPolicy, compilePolicy } from './policy/compile-policy.ts'
import type { NamedPolicy, PolicySet } from './policy/evaluate.ts'
import type { PolicyKind } from './policy/policy.ts'
import type { PolicyCache } from './policy/policy-cache.ts'
import type { PolicyPrincipal } from './policy/policy-principal.ts'
import { arnOf, type Principal, principalIdOf, sessionOf } from './principals.ts'
import { roleArn } from './role.ts'
import type { SessionPolicies } from './session.ts'
import { userArn } from './user.ts'

/** A policy that stands with what is asked for, and not with who asks. */
export interface StandingPolicy {
  readonly kind: 'resource' | 'trust'
  /** Undefined when there is none, or not even the thing it would belong to: then it allows nothing. */
  readonly document: string | undefined
  /** Who owns what it stands with, where the ARN does not tell. */
  readonly accountId?: string
}

/** What stands in the place of a policy that is not there. */
const NOTHING: CompiledPolicy = compilePolicy({ version: '2012-10-17', statements: [] })

/** Every policy that has a say when the principal asks. */
export function policySetOf(
  principal: Principal,
  standing: StandingPolicy | undefined,
  resources: ResourceReader,
  cache: PolicyCache,
): PolicySet {
  const { identity, boundary } = ownPoliciesOf(principal, resources)
  const session = sessionOf(principal)?.policies
  return {
    identity: identity.map((policy) => named(policy, 'identity', cache)),
    boundary: boundary && named(boundary, 'identity', cache),
    session: session && sessionPoliciesOf(session, resources, cache),
    ...(standing && { [standing.kind]: standingPolicyOf(standing, cache) }),
  }
}

interface OwnPolicies {
  readonly identity: readonly ApplicablePolicy[]
  readonly boundary?: ApplicablePolicy | undefined
}

function ownPoliciesOf(principal: Principal, resources: ResourceReader): OwnPolicies {
  switch (principal.kind) {
    case 'root':
    case 'service':
    case 'federated':
      return { identity: [] }
    case 'user':
      return {
        identity: [
          ...policiesOfUser(resources, principal.user),
          ...policiesOfEveryUser(resources, principal.accountId),
        ],
        boundary: boundaryOf(resources, principal.user),
      }
    case 'role-session':
      return {
        identity: policiesOfRole(resources, principal.role),
        boundary: boundaryOf(resources, principal.role),
      }
    case 'federated-user':
      return principal.issuer
        ? {
            identity: policiesOfUser(resources, principal.issuer),
            boundary: boundaryOf(resources, principal.issuer),
          }
        : { identity: [] }
  }
}

/** A managed policy that is gone by now allows nothing. */
function sessionPoliciesOf(
  { document, arns }: SessionPolicies,
  resources: ResourceReader,
  cache: PolicyCache,
): NamedPolicy[] {
  const managed = arns.map((arn) => {
    const policy = policyOfArn(resources, arn)
    return { arn, policy: policy ? cache.compiled(defaultDocument(policy), 'identity') : NOTHING }
  })
  return document === undefined
    ? managed
    : [{ policy: cache.compiled(document, 'session') }, ...managed]
}

function standingPolicyOf({ kind, document }: StandingPolicy, cache: PolicyCache): NamedPolicy {
  return { policy: document === undefined ? NOTHING : cache.compiled(document, kind) }
}

function named(
  { arn, document }: ApplicablePolicy,
  kind: PolicyKind,
  cache: PolicyCache,
): NamedPolicy {
  return { arn, policy: cache.compiled(document, kind) }
}

/** Who asks, as policies name principals. */
export function policyPrincipalOf(principal: Principal): PolicyPrincipal {
  const { accountId } = principal
  const arn = arnOf(principal)
  switch (principal.kind) {
    case 'root':
      return { kind: 'root', accountId, arn }
    case 'user':
      return { kind: 'user', accountId, arn, uniqueId: principal.user.userId }
    case 'role-session':
      return {
        kind: 'role-session',
        accountId,
        arn,
        roleArn: roleArn(principal.role),
        uniqueId: principalIdOf(principal),
      }
    case 'federated-user': {
      const { issuer } = principal
      const named = issuer && { arn: userArn(issuer), uniqueId: issuer.userId }
      return { kind: 'federated-user', accountId, arn, ...(named && { issuer: named }) }
    }
    case 'service':
      return { kind: 'service', service: principal.service }
    case 'federated':
      return { kind: 'federated', identityProvider: principal.providerArn }
  }
}
