import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Asked,
  asked,
  policySet,
  statementOf,
} from '../../../test/support/arbitrary-policies.ts'
import {
  plainDecision,
  type PlainPolicies,
  type PlainStatement,
} from '../../../test/support/plain-evaluator.ts'
import { policy, request } from '../../../test/support/policies.ts'
import { denialText } from './denial-text.ts'
import { type DecidingKind, evaluate, type PolicySet } from './evaluate.ts'
import { explain } from './explain.ts'

const RUNS = 1000

const namesPrincipals = new Set<DecidingKind>(['resource', 'resource-control'])

function compiledSet(policies: PlainPolicies): PolicySet {
  const compiled = (kind: DecidingKind) =>
    policies[kind]?.map((list) =>
      policy(asJson(list), namesPrincipals.has(kind) ? 'resource' : 'identity'),
    )
  return {
    identity: compiled('identity') ?? [],
    boundary: compiled('boundary')?.[0],
    session: compiled('session'),
    resource: compiled('resource')?.[0],
    serviceControl: compiled('service-control'),
    resourceControl: compiled('resource-control'),
  }
}

const asJson = (statements: readonly PlainStatement[]) =>
  statements as unknown as readonly Readonly<Record<string, unknown>>[]

function decisionOf(question: Asked, policies: PlainPolicies): string {
  const decision = evaluate(request(question), compiledSet(policies))
  return decision.allowed ? 'allowed' : `${decision.how} ${decision.by}`
}

const kinds: readonly DecidingKind[] = [
  'identity',
  'boundary',
  'session',
  'resource',
  'service-control',
  'resource-control',
]
const kind = fc.constantFrom(...kinds)

test('decides as an evaluator does that compiles nothing', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(asked, policySet, (question, policies) => {
      const expected = plainDecision(request(question), policies)
      seen.add(expected)
      expect(decisionOf(question, policies)).toBe(expected)
    }),
    { numRuns: RUNS * 2 },
  )
  expect(seen.size).toBeGreaterThan(kinds.length)
})

/** Whether a change of policies allows what was denied. */
function loosens(question: Asked, before: PlainPolicies, after: PlainPolicies): boolean {
  const isAllowed = (policies: PlainPolicies) => decisionOf(question, policies) === 'allowed'
  return isAllowed(after) && !isAllowed(before)
}

test('another Deny never allows', () => {
  const denial = kind.chain((each) =>
    fc.tuple(fc.constant(each), statementOf(each), fc.nat({ max: 2 })),
  )
  fc.assert(
    fc.property(asked, policySet, denial, (question, policies, [each, statement, at]) => {
      const list = policies[each] ?? []
      fc.pre(list.length > 0)
      const deny: PlainStatement = { ...statement, Effect: 'Deny' }
      const more = list.with(0, (list[0] ?? []).toSpliced(at, 0, deny))
      expect(loosens(question, policies, { ...policies, [each]: more })).toBe(false)
    }),
    { numRuns: RUNS },
  )
})

test('an Allow less never allows', () => {
  const never: PlainStatement = { Effect: 'Deny', Action: ['never:Asked'], Resource: ['*'] }
  fc.assert(
    fc.property(asked, policySet, kind, fc.nat({ max: 2 }), (question, policies, each, at) => {
      const [first, ...rest] = policies[each] ?? []
      fc.pre(first?.[at]?.Effect === 'Allow')
      // A policy has at least one statement.
      const named = namesPrincipals.has(each) ? { ...never, Principal: { AWS: '*' } } : never
      const fewer = [[named, ...(first ?? []).toSpliced(at, 1)], ...rest]
      expect(loosens(question, policies, { ...policies, [each]: fewer })).toBe(false)
    }),
    { numRuns: RUNS },
  )
})

test('an explanation comes to the same decision, and every denial has its words', () => {
  fc.assert(
    fc.property(asked, policySet, (question, policies) => {
      const set = compiledSet(policies)
      const decision = evaluate(request(question), set)
      const explained = explain(request(question), set)
      expect(explained.decision).toEqual(decision)
      fc.pre(!decision.allowed)
      const deciding = explained.policies.flatMap(({ kind: each, statements }) =>
        statements.filter(({ decides }) => decides).map(({ effect }) => `${effect} of ${each}`),
      )
      expect(new Set(deciding)).toEqual(
        new Set(decision.how === 'explicit' ? [`Deny of ${decision.by}`] : []),
      )
      expect(denialText(request(question), decision)).toMatch(/because no|with an explicit deny/)
    }),
    { numRuns: RUNS / 4 },
  )
})
