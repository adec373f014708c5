import { actionKey, type CompiledPolicy, type CompiledStatement } from './compile-policy.ts'
import type { ContextLookup } from './context.ts'
import { BY_ACCOUNT, type Closeness, IN_PERSON, NOT_NAMED } from './match-principal.ts'
import { isAccountPrincipal, type PolicyPrincipal } from './policy-principal.ts'

export interface AccessRequest {
  readonly principal: PolicyPrincipal
  /** `greengrass:CreateDeployment` */
  readonly action: string
  /** Absent for actions without resource types. */
  readonly resourceArn?: string | undefined
  /** The account that owns the resource; the caller's own when absent. */
  readonly resourceAccountId?: string | undefined
  readonly context: ContextLookup
}

export interface NamedPolicy {
  readonly policy: CompiledPolicy
  /** Of a managed policy; absent for inline ones. */
  readonly arn?: string | undefined
}

/** Every policy that has a say about a request. What is absent does not limit it, nor does an empty list. */
export interface PolicySet {
  /**
   * Of the user and its groups, or of the role; without any, only the resource's side can allow. For a federated user, those of
   * the user who called GetFederationToken.
   */
  readonly identity: readonly NamedPolicy[]
  readonly boundary?: NamedPolicy | undefined
  /** Passed when the session began: any of them may allow. */
  readonly session?: readonly NamedPolicy[] | undefined
  readonly resource?: NamedPolicy | undefined
  /** Of the role that is asked for. Unlike other resource policies it must allow, whatever else does. */
  readonly trust?: NamedPolicy | undefined
  readonly serviceControl?: readonly NamedPolicy[] | undefined
  readonly resourceControl?: readonly NamedPolicy[] | undefined
}

export type DecidingKind =
  | 'service-control'
  | 'resource-control'
  | 'resource'
  | 'trust'
  | 'identity'
  | 'boundary'
  | 'session'

export type PolicyDecision = { readonly allowed: true } | PolicyDenial

export interface PolicyDenial {
  readonly allowed: false
  /** The kind of policy that decided. */
  readonly by: DecidingKind
  /** A Deny that applied, or the lack of an Allow. */
  readonly how: 'explicit' | 'implicit'
  /** Of the managed policy that denied explicitly. */
  readonly policyArn?: string
}

const ALLOWED: PolicyDecision = { allowed: true }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
export function evaluate(request: AccessRequest, policies: PolicySet): PolicyDecision {
  const found = findingsOf(questionOf(request, policies), policies)
  return explicitDenial(found) ?? implicitDenial(request, found) ?? ALLOWED
}

export interface Question {
  readonly principal: PolicyPrincipal
  readonly hasBoundary: boolean
  /** The key of the action. */
  readonly action: string
  readonly resource: string
  readonly context: ContextLookup
}

export function questionOf(request: AccessRequest, policies: PolicySet): Question {
  return {
    principal: request.principal,
    hasBoundary: policies.boundary !== undefined,
    action: actionKey(request.action),
    resource: request.resourceArn ?? '*',
    context: request.context,
  }
}

/** What the policies of one kind say. */
interface Finding {
  readonly denying: NamedPolicy | undefined
  /** How closely an Allow named who asks; IN_PERSON where policies name no principals. */
  readonly allowing: Closeness
}

/** In the order in which kinds are named as the one that decided. Absent: no such policies. */
type Findings = Readonly<Record<DecidingKind, Finding | undefined>>

function findingsOf(question: Question, policies: PolicySet): Findings {
  const { serviceControl, resourceControl, resource, trust, identity, boundary, session } = policies
  return {
    'service-control': findingOfAny(question, serviceControl),
    'resource-control': findingOfAny(question, resourceControl),
    resource: resource && findingOf(question, [resource]),
    trust: trust && findingOf(question, [trust]),
    identity: findingOf(question, identity),
    boundary: boundary && findingOf(question, [boundary]),
    session: findingOfAny(question, session),
  }
}

/** No policies say nothing, rather than that nothing is allowed. */
function findingOfAny(
  question: Question,
  policies: readonly NamedPolicy[] | undefined,
): Finding | undefined {
  return policies && policies.length > 0 ? findingOf(question, policies) : undefined
}

function findingOf(question: Question, policies: readonly NamedPolicy[]): Finding {
  let allowing: Closeness = NOT_NAMED
  for (const named of policies) {
    for (const statement of named.policy.covering(question.action)) {
      // Denies come first in a policy: behind them nothing can change a full Allow.
      if (statement.effect === 'Allow' && allowing === IN_PERSON) break
      const closeness = appliesTo(statement, question)
      if (closeness === NOT_NAMED) continue
      if (statement.effect === 'Deny') return { denying: named, allowing: NOT_NAMED }
      if (closeness > allowing) allowing = closeness
    }
  }
  return { denying: undefined, allowing }
}

function appliesTo(statement: CompiledStatement, question: Question): Closeness {
  const { principal, hasBoundary, resource, context } = question
  const closeness = statement.principals?.(principal, hasBoundary) ?? IN_PERSON
  if (closeness === NOT_NAMED) return NOT_NAMED
  if (statement.coversResource?.(resource, context) === false) return NOT_NAMED
  return statement.conditions(context) ? closeness : NOT_NAMED
}

function explicitDenial(found: Findings): PolicyDenial | undefined {
  for (const by of KINDS) {
    const arn = found[by]?.denying?.arn
    if (found[by]?.denying)
      return { allowed: false, by, how: 'explicit', ...(arn !== undefined && { policyArn: arn }) }
  }
  return undefined
}

const KINDS: readonly DecidingKind[] = [
  'service-control',
  'resource-control',
  'resource',
  'trust',
  'identity',
  'boundary',
  'session',
]

/** Nothing denies; now every kind that has to allow must. */
function implicitDenial(request: AccessRequest, found: Findings): PolicyDenial | undefined {
  if (lacks(found['service-control'])) return missing('service-control')
  if (lacks(found['resource-control'])) return missing('resource-control')
  const asked = found.trust ? 'trust' : 'resource'
  const granted = found[asked]?.allowing ?? NOT_NAMED
  if (granted === NOT_NAMED && mustBeGranted(request, found)) return missing(asked)
  return limitOf(request, found, granted)
}

/** By the resource's side: across accounts, by a role's trust policy always, and for those who have no account here. */
function mustBeGranted(request: AccessRequest, found: Findings): boolean {
  return found.trust !== undefined || !isSameAccount(request)
}

function isSameAccount({ principal, resourceAccountId }: AccessRequest): boolean {
  if (!isAccountPrincipal(principal)) return false
  return resourceAccountId === undefined || principal.accountId === resourceAccountId
}

/** What the caller's own side must still allow, given how closely the resource's side named the caller. */
function limitOf(
  request: AccessRequest,
  found: Findings,
  granted: Closeness,
): PolicyDenial | undefined {
  const { principal } = request
  if (!isAccountPrincipal(principal) || principal.kind === 'root') return undefined
  const effective = isSameAccount(request) ? granted : NOT_NAMED
  // A role's trust, unlike other grants, does not reach over a boundary: id_roles_update-role-trust-policy.html.
  if (effective === IN_PERSON && !found.trust) return undefined
  const needsIdentity = effective <= BY_ACCOUNT && !isOfRoot(principal)
  if (needsIdentity && lacks(found.identity)) return missing('identity')
  if (lacks(found.boundary)) return missing('boundary')
  if (principal.kind === 'federated-user' && !found.session) return missing('session')
  return lacks(found.session) ? missing('session') : undefined
}

function isOfRoot(principal: PolicyPrincipal): boolean {
  return principal.kind === 'federated-user' && principal.issuer === undefined
}

function lacks(finding: Finding | undefined): boolean {
  return finding?.allowing === NOT_NAMED
}

function missing(by: DecidingKind): PolicyDenial {
  return { allowed: false, by, how: 'implicit' }
}
