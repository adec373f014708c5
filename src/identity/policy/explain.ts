import type { CompiledStatement } from './compile-policy.ts'
import {
  type AccessRequest,
  type DecidingKind,
  evaluate,
  type NamedPolicy,
  type PolicyDecision,
  type PolicySet,
  type Question,
  questionOf,
} from './evaluate.ts'
import { NOT_NAMED } from './match-principal.ts'
import type { Effect } from './policy.ts'

/** Why a request is allowed or denied, statement by statement. Costs far more than the decision: only for who asks. */
export interface Explanation {
  readonly decision: PolicyDecision
  /** Every policy that was looked at, by kind. */
  readonly policies: readonly ExplainedPolicy[]
}

export interface ExplainedPolicy {
  readonly kind: DecidingKind
  readonly arn?: string
  readonly statements: readonly ExplainedStatement[]
}

export interface ExplainedStatement {
  /** Place in the document, from 0. */
  readonly index: number
  readonly sid?: string
  readonly effect: Effect
  /** The first element that does not cover the request; absent when the statement applies. */
  readonly mismatch?: 'action' | 'principal' | 'resource' | 'condition'
  /** Whether the decision rests on it: the Denies of the kind that denied, or the Allows of a request that is allowed. */
  readonly decides: boolean
}

export function explain(request: AccessRequest, policies: PolicySet): Explanation {
  const decision = evaluate(request, policies)
  const question = questionOf(request, policies)
  const explained = policiesByKind(policies).map(([kind, { arn, policy }]) => ({
    kind,
    ...(arn !== undefined && { arn }),
    statements: policy.statements.map((statement, index) =>
      explainStatement({ statement, index, kind, question, decision }),
    ),
  }))
  return { decision, policies: explained }
}

function policiesByKind(policies: PolicySet): (readonly [DecidingKind, NamedPolicy])[] {
  const { serviceControl = [], resourceControl = [], identity, session = [] } = policies
  const byKind: readonly (readonly [DecidingKind, readonly (NamedPolicy | undefined)[]])[] = [
    ['service-control', serviceControl],
    ['resource-control', resourceControl],
    ['resource', [policies.resource]],
    ['trust', [policies.trust]],
    ['identity', identity],
    ['boundary', [policies.boundary]],
    ['session', session],
  ]
  return byKind.flatMap(([kind, named]) =>
    named.filter((each) => each !== undefined).map((each) => [kind, each] as const),
  )
}

function explainStatement(about: {
  readonly statement: CompiledStatement
  readonly index: number
  readonly kind: DecidingKind
  readonly question: Question
  readonly decision: PolicyDecision
}): ExplainedStatement {
  const { statement, index, kind, question, decision } = about
  const { effect } = statement
  const { sid } = statement.statement
  const mismatch = mismatchOf(statement, question)
  const isOnItsSide = decision.allowed
    ? effect === 'Allow'
    : effect === 'Deny' && decision.by === kind && decision.how === 'explicit'
  return {
    index,
    ...(sid !== undefined && { sid }),
    effect,
    ...(mismatch && { mismatch }),
    decides: mismatch === undefined && isOnItsSide,
  }
}

function mismatchOf(
  statement: CompiledStatement,
  { action, principal, hasBoundary, resource, context }: Question,
): ExplainedStatement['mismatch'] {
  if (!statement.coversAction(action)) return 'action'
  if (statement.principals?.(principal, hasBoundary) === NOT_NAMED) return 'principal'
  if (statement.coversResource?.(resource, context) === false) return 'resource'
  return statement.conditions(context) ? undefined : 'condition'
}
