import { assert } from '../../base/assert.ts'
import { NULL_OPERATOR, operatorRules, testOf } from './condition-operators.ts'
import type { ContextLookup } from './context.ts'
import type { Condition, Effect } from './policy.ts'
import type { ValueTest } from './text-tests.ts'
import { canResolve, templateOf } from './variables.ts'

export type ContextTest = (lookup: ContextLookup) => boolean

/** All conditions of a statement must hold. */
export function compileConditions(
  conditions: readonly Condition[],
  effect: Effect,
  hasVariables: boolean,
): ContextTest {
  const tests = conditions.map((condition) => compileCondition(condition, effect, hasVariables))
  const [first, ...rest] = tests
  if (!first) return always
  return rest.length === 0 ? first : (lookup) => tests.every((test) => test(lookup))
}

/** One for all statements without conditions: with thousands of policies, memory that is shared is memory at hand. */
const always: ContextTest = () => true

function compileCondition(
  condition: Condition,
  effect: Effect,
  hasVariables: boolean,
): ContextTest {
  const { operator, values } = condition
  const key = condition.key.toLowerCase()
  if (operator.name === NULL_OPERATOR) return nullTest(key, values)
  const rule = operatorRules.get(operator.name)
  assert(rule !== undefined, `no condition operator ${operator.name}`)
  const tests = values.map((value) => testOf(rule, value, hasVariables))
  const holds = quantified(condition, tests, rule.isNegated)
  const whenAbsent = operator.isIfExists || absentHolds(condition, rule.isNegated)
  const test: ContextTest = (lookup) => {
    const value = lookup(key)
    return value === undefined || isEmpty(value) ? whenAbsent : holds(value, lookup)
  }
  if (effect === 'Deny' || !rule.isNegated || !rule.takesVariables || !hasVariables) return test
  return onlyResolved(values, test)
}

/** `"true"` asks for a key that is absent. */
function nullTest(key: string, values: readonly string[]): ContextTest {
  const wanted = values.map((value) => value.toLowerCase())
  return (lookup) => {
    const value = lookup(key)
    return wanted.includes(String(value === undefined || isEmpty(value)))
  }
}

/** An empty text is a value, an empty list is none. */
function isEmpty(value: string | readonly string[]): boolean {
  return typeof value !== 'string' && value.length === 0
}

function absentHolds({ operator }: Condition, isNegated: boolean): boolean {
  return operator.set === undefined ? isNegated : operator.set === 'ForAllValues'
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function quantified(
  { operator }: Condition,
  tests: readonly ValueTest[],
  isNegated: boolean,
): (value: string | readonly string[], lookup: ContextLookup) => boolean {
  const one = (value: string, lookup: ContextLookup) =>
    tests.some((test) => test(value, lookup)) !== isNegated
  if (operator.set === 'ForAllValues')
    return (value, lookup) => filled(value).every((each) => one(each, lookup))
  if (operator.set === 'ForAnyValue')
    return (value, lookup) => filled(value).some((each) => one(each, lookup))
  // AWS asks for a set operator on several values and says nothing of going without: any may match, none may be excluded.
  const many = (values: readonly string[], lookup: ContextLookup) =>
    isNegated
      ? values.every((value) => one(value, lookup))
      : values.some((value) => one(value, lookup))
  return (value, lookup) => (typeof value === 'string' ? one(value, lookup) : many(value, lookup))
}

/** To a set operator, an empty text is no value. */
function filled(value: string | readonly string[]): readonly string[] {
  return (typeof value === 'string' ? [value] : value).filter((each) => each !== '')
}

/** An Allow must not come about because a variable had no value, and so was unequal to everything. */
function onlyResolved(values: readonly string[], test: ContextTest): ContextTest {
  const templates = values.map((value) => templateOf(value, true))
  return (lookup) => templates.every((template) => canResolve(template, lookup)) && test(lookup)
}
