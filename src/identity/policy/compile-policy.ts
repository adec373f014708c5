import { compileConditions, type ContextTest } from './compile-conditions.ts'
import type { ContextLookup } from './context.ts'
import { compilePrincipals, type PrincipalTest } from './match-principal.ts'
import { patternTest, wildcards } from './pattern.ts'
import type { Effect, Policy, Selection, Statement } from './policy.ts'
import { resourceTest } from './text-tests.ts'
import { canResolve, templateOf } from './variables.ts'

/** A policy turned into tests, so that evaluating it reads no text of the document. */
export interface CompiledPolicy {
  readonly policy: Policy
  readonly statements: readonly CompiledStatement[]
  /** The statements whose `Action` covers the action of this key, Denies first. */
  covering(action: string): readonly CompiledStatement[]
}

export interface CompiledStatement {
  readonly statement: Statement
  readonly effect: Effect
  readonly coversAction: (action: string) => boolean
  /** Absent where policies name no principals. */
  readonly principals: PrincipalTest | undefined
  /** Absent in trust policies. A request without a resource asks for `*`. */
  readonly coversResource: ResourceTest | undefined
  readonly conditions: ContextTest
}

type ResourceTest = (resource: string, lookup: ContextLookup) => boolean

/** More than all services that are built have; what sees more starts over. */
const ACTIONS_REMEMBERED_MAX = 1000

/** One text for each action that was asked for: to find it in a policy's index, no characters have to be compared. */
const actions = new Map<string, string>()

/** Actions have no case. */
export function actionKey(action: string): string {
  const known = actions.get(action)
  if (known !== undefined) return known
  if (actions.size >= ACTIONS_REMEMBERED_MAX) actions.clear()
  const key = action.toLowerCase()
  actions.set(action, key)
  return key
}

const compiled = new WeakMap<Policy, CompiledPolicy>()

/** Remembers what it compiled, as long as the policy itself is remembered. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy)
  if (known) return known
  const fresh = compile(policy)
  compiled.set(policy, fresh)
  return fresh
}

function compile(policy: Policy): CompiledPolicy {
  const hasVariables = policy.version === '2012-10-17'
  const statements = policy.statements.map((statement) => compileStatement(statement, hasVariables))
  const byAction = new Map<string, readonly CompiledStatement[]>()
  const covering = (action: string) => {
    const known = byAction.get(action)
    if (known) return known
    if (byAction.size >= ACTIONS_REMEMBERED_MAX) byAction.clear()
    const found = statements
      .filter((statement) => statement.coversAction(action))
      .toSorted((a, b) => Number(b.effect === 'Deny') - Number(a.effect === 'Deny'))
    byAction.set(action, found)
    return found
  }
  return { policy, statements, covering }
}

function compileStatement(statement: Statement, hasVariables: boolean): CompiledStatement {
  const { effect, principals, actions, resources, conditions } = statement
  return {
    statement,
    effect,
    coversAction: compileActions(actions),
    principals: principals && compilePrincipals(principals, effect),
    coversResource: resources && compileResources(resources, effect, hasVariables),
    conditions: compileConditions(conditions, effect, hasVariables),
  }
}

function compileActions({ isNegated, patterns }: Selection): (action: string) => boolean {
  const tests = patterns.map((text) => patternTest(wildcards(text.toLowerCase())))
  return (action) => tests.some((test) => test(action)) !== isNegated
}

function compileResources(
  { isNegated, patterns }: Selection,
  effect: Effect,
  hasVariables: boolean,
): ResourceTest {
  const templates = patterns.map((text) => templateOf(text, hasVariables))
  const tests = templates.map(resourceTest)
  if (!isNegated) {
    const [first, ...rest] = tests
    if (first && rest.length === 0) return first
    return (resource, lookup) => tests.some((test) => test(resource, lookup))
  }
  return (resource, lookup) => {
    // An Allow must not cover everything because a variable had no value, and so excepted nothing.
    const isUnclear =
      effect === 'Allow' && !templates.every((template) => canResolve(template, lookup))
    return !isUnclear && !tests.some((test) => test(resource, lookup))
  }
}
