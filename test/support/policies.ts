import { describe, expect, test } from 'vitest'
import { compilePolicy } from '../../src/identity/policy/compile-policy.ts'
import type { ContextLookup } from '../../src/identity/policy/context.ts'
import {
  type AccessRequest,
  type DecidingKind,
  evaluate,
  type NamedPolicy,
  type PolicySet,
} from '../../src/identity/policy/evaluate.ts'
import { parsePolicy } from '../../src/identity/policy/parse-policy.ts'
import type { PolicyKind } from '../../src/identity/policy/policy.ts'
import type {
  AccountPrincipal,
  PolicyPrincipal,
} from '../../src/identity/policy/policy-principal.ts'

/** Where the tables of the policy tests take their expectations from. */
const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide'
export const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`
export const SETS = `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`
export const VARIABLES = `${GUIDE}/reference_policies_variables.html`
export const RESOURCES = `${GUIDE}/reference_policies_elements_resource.html`
export const ACTIONS = `${GUIDE}/reference_policies_elements_action.html`
export const PRINCIPALS = `${GUIDE}/reference_policies_elements_principal.html`
export const NOT_PRINCIPAL = `${GUIDE}/reference_policies_elements_notprincipal.html`
export const GRAMMAR = `${GUIDE}/reference_policies_grammar.html`
export const LOGIC = `${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html`
export const CROSS_ACCOUNT = `${GUIDE}/reference_policies_evaluation-logic-cross-account.html`
export const BOUNDARIES = `${GUIDE}/access_policies_boundaries.html`
export const SPEC = 'identity.md A.5'
export const FEDERATION =
  'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html'
export const SCPS =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html'
/** Chosen where AWS says nothing: a line in docs/differences.md. */
export const OURS = 'docs/differences.md'

export const ACCOUNT = '123456789012'
export const OTHER_ACCOUNT = '999999999999'

export const root: AccountPrincipal = {
  kind: 'root',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
}
export const alice: AccountPrincipal = {
  kind: 'user',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/eng/alice`,
  uniqueId: 'AIDACKCEVSQ6C2EXAMPLE',
}
export const session: AccountPrincipal = {
  kind: 'role-session',
  accountId: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deployer/ci`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/team/deployer`,
  uniqueId: 'AROACKCEVSQ6C2EXAMPLE:ci',
}
export const federatedUser: AccountPrincipal = {
  kind: 'federated-user',
  accountId: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
  issuer: { arn: alice.arn, uniqueId: 'AIDACKCEVSQ6C2EXAMPLE' },
}
export const federatedRoot: AccountPrincipal = {
  kind: 'federated-user',
  accountId: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
}
export const service: PolicyPrincipal = { kind: 'service', service: 'greengrass.amazonaws.com' }
export const webIdentity: PolicyPrincipal = {
  kind: 'federated',
  identityProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
}
export const anonymous: PolicyPrincipal = { kind: 'anonymous' }

type Json = Readonly<Record<string, unknown>>

/** A policy of these statements; what a statement leaves out is an Allow of everything that the kind asks for. */
export function policyText(statements: readonly Json[], kind: PolicyKind, version: string): string {
  const whole = statements.map((statement) => ({
    Effect: 'Allow',
    ...(!('NotAction' in statement) && { Action: kind === 'trust' ? 'sts:*' : '*' }),
    ...(kind !== 'trust' && !('NotResource' in statement) && { Resource: '*' }),
    ...statement,
  }))
  return JSON.stringify({ Version: version, Statement: whole })
}

export function policy(
  statements: Json | readonly Json[],
  kind: PolicyKind = 'identity',
  version = '2012-10-17',
): NamedPolicy {
  const list = Array.isArray(statements) ? (statements as readonly Json[]) : [statements as Json]
  return { policy: compilePolicy(parsePolicy(policyText(list, kind, version), kind)) }
}

export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** Complains when a key is not asked for in lower case, as the contract of the lookup promises. */
export function contextOf(values: ContextValues): ContextLookup {
  const byKey = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]))
  return (key) => {
    if (key !== key.toLowerCase()) throw new Error(`asked for ${key}, not in lower case`)
    return byKey.get(key)
  }
}

export function request(parts: Partial<AccessRequest> & { values?: ContextValues }): AccessRequest {
  const { values = {}, ...rest } = parts
  return {
    principal: alice,
    action: 's3:GetObject',
    resourceArn: 'arn:aws:s3:::bucket/key',
    context: contextOf(values),
    ...rest,
  }
}

export const nothing: PolicySet = { identity: [] }

/** Whether a statement that says nothing but this lets alice read an object. */
export function isAllowedBy(
  statement: Json,
  parts: Partial<AccessRequest> & { values?: ContextValues } = {},
  version = '2012-10-17',
): boolean {
  // Session policies are read as identity policies are, and may be of the older version.
  const set = { identity: [policy(statement, 'session', version)] }
  return evaluate(request(parts), set).allowed
}

/** operator, value or values of the policy, value or values of the request, whether the condition holds */
export type ConditionCase = readonly [
  operator: string,
  policyValue: unknown,
  requestValue: string | readonly string[] | undefined,
  holds: boolean,
]

/** Runs a table of conditions on one key, once in an Allow and once in a Deny: they are the same condition. */
export function conditionTests(source: string, cases: readonly ConditionCase[]): void {
  describe(`as in ${source}`, () => {
    test.each(cases)('%s %j, asked with %j: %s', (operator, policyValue, requestValue, holds) => {
      const statement = { Condition: { [operator]: { 'aws:Key': policyValue } } }
      const asked = { values: { 'aws:key': requestValue } }
      expect(isAllowedBy(statement, asked)).toBe(holds)
      const denying = policy([{}, { ...statement, Effect: 'Deny' }])
      expect(evaluate(request(asked), { identity: [denying] }).allowed).toBe(!holds)
    })
  })
}

/** a rule, the policies, and the decision: `allowed`, `explicit boundary`, `implicit identity` */
export type DecisionCase = readonly [
  rule: string,
  policies: Partial<PolicySet>,
  decision: 'allowed' | `${'explicit' | 'implicit'} ${DecidingKind}`,
]

/** Runs a table of decisions about one caller. With a trust policy the question is whether the role may be assumed. */
export function decisionTests(
  source: string,
  asking: Partial<AccessRequest> & { readonly principal: PolicyPrincipal },
  cases: readonly DecisionCase[],
): void {
  describe(`as in ${source}`, () => {
    test.each(cases)(`${asking.principal.kind}: %s`, (_rule, policies, expected) => {
      const action = policies.trust ? 'sts:AssumeRole' : 's3:GetObject'
      const decision = evaluate(request({ action, ...asking }), { identity: [], ...policies })
      expect(decision.allowed ? 'allowed' : `${decision.how} ${decision.by}`).toBe(expected)
    })
  })
}
