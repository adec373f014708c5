import type {
  EvaluationResult,
  PolicySourceType,
  SimulateCustomPolicyRequest,
  Statement,
} from '@aws-sdk/client-iam'
import { contextKeysOf } from '../../identity/context-keys.ts'
import { compilePolicy } from '../../identity/policy/compile-policy.ts'
import type { ContextLookup } from '../../identity/policy/context.ts'
import type { NamedPolicy, PolicyDecision, PolicySet } from '../../identity/policy/evaluate.ts'
import { explain, type Explanation } from '../../identity/policy/explain.ts'
import { MalformedPolicy } from '../../identity/policy/malformed-policy.ts'
import { parsePolicy } from '../../identity/policy/parse-policy.ts'
import type { PolicyKind } from '../../identity/policy/policy.ts'
import type { AccountPrincipal } from '../../identity/policy/policy-principal.ts'
import { invalidInput } from './errors.ts'

/** What both simulations are asked. */
export type Asked = Pick<
  SimulateCustomPolicyRequest,
  'ActionNames' | 'ResourceArns' | 'ResourcePolicy' | 'ResourceOwner' | 'ContextEntries'
>

/** A policy under the name that results give it. */
export interface SourcePolicy {
  readonly sourceId: string
  readonly sourceType: PolicySourceType
  readonly document: string
}

export interface Simulated {
  readonly principal: AccountPrincipal
  readonly identity: readonly SourcePolicy[]
  readonly boundary?: SourcePolicy | undefined
}

/** A result for each action on each resource, as the evaluator that guards the front door would decide it. */
export function simulate(asked: Asked, simulated: Simulated): EvaluationResult[] {
  const policies = policySetOf(asked, simulated)
  const context = contextOf(asked)
  const missing = missingKeys(policies, context)
  const { ActionNames = [], ResourceArns = ['*'] } = asked
  const types = new Map(
    simulated.identity.map(({ sourceId, sourceType }) => [sourceId, sourceType]),
  )
  const results: EvaluationResult[] = []
  for (const action of ActionNames) {
    for (const resource of ResourceArns) {
      const { principal } = simulated
      const named = resource === '*' ? {} : { resourceArn: resource }
      const owned = policies.resource ? { resourceAccountId: ownerOf(resource, asked) } : {}
      const request = { principal, action, ...named, ...owned, context }
      const explanation = explain(request, policies)
      results.push({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: decisionWord(explanation.decision),
        MatchedStatements: matchedStatements(explanation, types),
        MissingContextValues: missing,
        ...boundaryDetail(explanation),
      })
    }
  }
  return results
}

/** `PolicyInputList.1`, `PolicyInputList.2`, … */
export function inputPolicies(
  documents: readonly string[] = [],
  list = 'PolicyInputList',
): SourcePolicy[] {
  return documents.map((document, i) => ({
    sourceId: `${list}.${i + 1}`,
    sourceType: 'none',
    document,
  }))
}

/** Throws InvalidInput. */
export function parsedInput(document: string, kind: PolicyKind) {
  try {
    return parsePolicy(document, kind)
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error
    throw invalidInput(`Invalid input policy: ${error.message}`)
  }
}

function policySetOf({ ResourcePolicy }: Asked, { identity, boundary }: Simulated): PolicySet {
  const named = ({ sourceId, document }: SourcePolicy, kind: PolicyKind): NamedPolicy => ({
    policy: compilePolicy(parsedInput(document, kind)),
    arn: sourceId,
  })
  const resource = ResourcePolicy && {
    sourceId: 'ResourcePolicy',
    sourceType: 'resource' as const,
    document: ResourcePolicy,
  }
  return {
    identity: identity.map((policy) => named(policy, 'identity')),
    boundary: boundary && named(boundary, 'identity'),
    resource: resource ? named(resource, 'resource') : undefined,
  }
}

function contextOf({ ContextEntries = [] }: Asked): ContextLookup {
  const entries = new Map(
    ContextEntries.map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = '' }) => {
      const isList = ContextKeyType.endsWith('List') || ContextKeyValues.length > 1
      return [ContextKeyName.toLowerCase(), isList ? ContextKeyValues : ContextKeyValues[0]]
    }),
  )
  return (key) => entries.get(key)
}

function missingKeys(
  { identity, boundary, resource }: PolicySet,
  context: ContextLookup,
): string[] {
  const all = [...identity, boundary, resource].flatMap((named) => named?.policy.policy ?? [])
  return contextKeysOf(all).filter((key) => context(key.toLowerCase()) === undefined)
}

function matchedStatements(
  { policies }: Explanation,
  types: ReadonlyMap<string, PolicySourceType>,
): Statement[] {
  return policies.flatMap(({ arn: sourceId = '', kind, statements }) =>
    statements
      .filter(({ decides }) => decides)
      .map(() => ({
        SourcePolicyId: sourceId,
        SourcePolicyType: kind === 'resource' ? 'resource' : (types.get(sourceId) ?? 'none'),
      })),
  )
}

function boundaryDetail({ policies }: Explanation) {
  const boundary = policies.find(({ kind }) => kind === 'boundary')
  if (!boundary) return {}
  const applying = boundary.statements.filter(({ mismatch }) => mismatch === undefined)
  const isWithin = applying.length > 0 && applying.every(({ effect }) => effect === 'Allow')
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: isWithin } }
}

function decisionWord(decision: PolicyDecision) {
  if (decision.allowed) return 'allowed'
  return decision.how === 'explicit' ? 'explicitDeny' : 'implicitDeny'
}

/** Whose a resource is matters only to a policy of the resource. ARNs of buckets do not say it. */
function ownerOf(resource: string, { ResourceOwner = '' }: Asked): string | undefined {
  const accounts = [resource, ResourceOwner].map((arn) => arn.split(':')[4] ?? '')
  return accounts.find((account) => /^\d{12}$/.test(account))
}
